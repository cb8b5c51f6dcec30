// Looks into a server from outside: a module that the server loads before anything else.
import { readFile, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { type ServerProcess, startServerProcess } from './server-process.ts';

export type Probe = {
  /** Since the last time it was asked for. */
  readonly longestBlockMs: number;
  /** After a garbage collection. */
  readonly heapMb: number;
  readonly residentMb: number;
  readonly timers: number;
};

export type ProbedServer = ServerProcess & { readonly probe: () => Promise<Probe> };

/** `file` is where it writes to. */
export async function startProbedServer(dataDir: string, file: string): Promise<ProbedServer> {
  process.env.BENCH_SERVER_OPTIONS = `--expose-gc --import=data:text/javascript,${encodeURIComponent(sourceOf(file))}`;
  const server = await startServerProcess(dataDir);
  delete process.env.BENCH_SERVER_OPTIONS;
  return { ...server, probe: () => read(server, file) };
}

function sourceOf(file: string): string {
  return `
    import { monitorEventLoopDelay } from 'node:perf_hooks';
    import { renameSync, writeFileSync } from 'node:fs';
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    process.on('SIGUSR2', () => {
      const longestBlockMs = delay.max / 1e6;
      gc(); gc();
      const { heapUsed, external, rss } = process.memoryUsage();
      const timers = process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length;
      const found = { longestBlockMs, heapMb: (heapUsed + external) / 2 ** 20, residentMb: rss / 2 ** 20, timers };
      writeFileSync(${JSON.stringify(`${file}.new`)}, JSON.stringify(found));
      renameSync(${JSON.stringify(`${file}.new`)}, ${JSON.stringify(file)});
      delay.reset();
    });`;
}

async function read({ child }: ServerProcess, file: string): Promise<Probe> {
  await rm(file, { force: true });
  child.kill('SIGUSR2');
  for (;;) {
    await pause(20);
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '') return JSON.parse(text) as Probe;
  }
}
