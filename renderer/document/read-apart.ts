// The worker that reads large texts: started with the first one, one for the window.
import type { Reading } from './read-text.ts';

/** `isWhole`: the text is JSON, and a workflow with all that it says. */
export type Verdict = Pick<Reading, 'isWhole' | 'problems'>;
export type ReadJob = { readonly number: number; readonly text: string };
export type ReadAnswer = { readonly number: number; readonly verdict: Verdict };
/** Null where there are no workers, or none answers: then the text has to be read here. */
export type ReadApart = (text: string) => Promise<Verdict | null>;

let worker: Worker | null = null;
let next = 1;
const waiting = new Map<number, (verdict: Verdict | null) => void>();

export const readApart: ReadApart = (text) => {
  if (typeof Worker === 'undefined') return Promise.resolve(null);
  return new Promise((resolve) => {
    const number = next++;
    waiting.set(number, resolve);
    const job: ReadJob = { number, text };
    start().postMessage(job);
  });
};

function start(): Worker {
  if (worker) return worker;
  const started = new Worker(new URL('./read.worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data: { number, verdict } }: MessageEvent<ReadAnswer>) => {
    waiting.get(number)?.(verdict);
    waiting.delete(number);
  };
  started.onerror = () => {
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
    started.terminate();
    worker = null;
  };
  worker = started;
  return started;
}
