// The worker that lays graphs out: started with the first job, one for the window.
import type { LayoutJob, Places } from './layout-input.ts';

type Answer = { readonly number: number; readonly places: Places };

let worker: Worker | null = null;
let next = 1;
const waiting = new Map<number, { readonly resolve: (places: Places) => void; readonly reject: (reason: Error) => void }>();

/** Rejects when the worker breaks down; the next job starts another one. */
export function layOutInWorker(job: LayoutJob): Promise<Places> {
  return new Promise((resolve, reject) => {
    const number = next++;
    waiting.set(number, { resolve, reject });
    start().postMessage({ number, job });
  });
}

function start(): Worker {
  if (worker) return worker;
  const started = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<Answer>) => {
    waiting.get(data.number)?.resolve(data.places);
    waiting.delete(data.number);
  };
  started.onerror = ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message || 'The layout worker broke down.'));
    waiting.clear();
    started.terminate();
    worker = null;
  };
  worker = started;
  return started;
}
