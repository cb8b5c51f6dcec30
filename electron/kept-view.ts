// How the window looked, kept by the main process: the page's own storage reaches the disk some time, and a crash takes what was not there.
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { replaceFile } from '../engine/adapters/durable-files.ts';

const key = z.string().regex(/^millrace\.[A-Za-z0-9.:-]{1,200}$/);
export const keptEntry = z.strictObject({ key, text: z.string().max(1024 * 1024) });

const entries = z.record(key, keptEntry.shape.text);
export type KeptEntries = z.infer<typeof entries>;

const largestCount = 200;
const settleMs = 100;

export type KeptView = {
  readonly read: () => KeptEntries;
  /** On disk within a fraction of a second, whole or as it was before. */
  readonly write: (key: string, text: string) => void;
  /** Resolves when all that was written is on disk, or could not be put there. */
  readonly settle: () => Promise<void>;
};

/** `tell` hears why something could not be kept. */
export function openKeptView(file: string, tell: (reason: unknown) => void): KeptView {
  let kept = readKept(file);
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(() => replaceFile(file, JSON.stringify(kept))).catch(tell);
  };
  return {
    read: () => kept,
    write: (name, text) => {
      if (!Object.hasOwn(kept, name) && Object.keys(kept).length >= largestCount) return;
      kept = { ...kept, [name]: text };
      timer ??= setTimeout(flush, settleMs);
    },
    settle: () => {
      if (timer !== undefined) flush();
      return writing;
    },
  };
}

/** Nothing where nothing was kept, or where it cannot be read any more: the window looks as it does at first. */
function readKept(file: string): KeptEntries {
  try {
    return entries.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
