import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type ServerProcess = { readonly child: ChildProcess; readonly url: string; readonly token: string; readonly readyMs: number };

/** `millrace serve` as a process of its own. Needs `npm run build` before. */
export async function startServerProcess(dataDir: string): Promise<ServerProcess> {
  const start = performance.now();
  const command = [join(process.cwd(), 'dist/cli/millrace.js'), 'serve', '--port', '0', '--json', '--data-dir', dataDir];
  const child = spawn(process.execPath, [...nodeOptions(), ...command], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, ...JSON.parse(String(line)), readyMs: performance.now() - start };
}

/** For profiles: `BENCH_SERVER_OPTIONS=--cpu-prof`. */
function nodeOptions(): readonly string[] {
  return (process.env.BENCH_SERVER_OPTIONS ?? '').split(' ').filter(Boolean);
}

export async function stopServerProcess({ child }: ServerProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
