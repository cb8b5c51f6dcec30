import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cli } from './paths.ts';

export type Server = {
  readonly url: string;
  readonly token: string;
  readonly process: ChildProcess;
  readonly stop: () => Promise<void>;
  /** As a power cut would. */
  readonly kill: () => Promise<void>;
};

/** `millrace serve` on a free port, with a data directory of its own. */
export async function startServer(dataDir: string, port = 0): Promise<Server> {
  const child = spawn(process.execPath, [cli, 'serve', '--port', String(port), '--json', '--data-dir', dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  child.stderr.on('data', (chunk) => errors.push(String(chunk)));
  const { url, token } = await firstLine(child, errors);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  return { url, token, process: child, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

function firstLine(child: ChildProcess, errors: readonly string[]): Promise<{ readonly url: string; readonly token: string }> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(JSON.parse(text.slice(0, text.indexOf('\n'))));
    });
    child.once('exit', (code) => reject(new Error(`millrace serve ended with ${code}: ${errors.join('')}`)));
  });
}
