// Reads large texts and finds their problems beside the window, so that nobody waits for it.
import * as z from 'zod';
import type { ReadAnswer, ReadJob } from './read-apart.ts';
import { readText } from './read-text.ts';

// The pages' policy allows no code from text, which zod would try.
z.config({ jitless: true });

self.addEventListener('message', ({ data: { number, text } }: MessageEvent<ReadJob>) => {
  const { isWhole, problems } = readText(text, null);
  const answer: ReadAnswer = { number, verdict: { isWhole, problems } };
  self.postMessage(answer);
});
