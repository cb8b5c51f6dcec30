// Processes that have a data directory, for commands beside them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { Cli } from './cli.ts';

export type Owner = {
  readonly child: ChildProcess;
  /** Resolves when it has said the text, on whichever stream. */
  readonly says: (text: string) => Promise<void>;
  readonly said: () => string;
  /** Exit code; null after a signal. */
  readonly ended: Promise<number | null>;
};

/** Ended at the end of the test. */
export function startOwner(cli: Cli, args: readonly string[]): Owner {
  const child = spawn(process.execPath, [cli.entry(), ...args], { cwd: cli.folder(), env: cli.env() });
  let said = '';
  let look = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      look();
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill('SIGCONT');
    child.kill('SIGKILL');
    await ended;
  });
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      look = () => {
        if (said.includes(text)) resolve();
      };
      look();
      ended.then(() => reject(new Error(`It ended without saying ${text}:\n${said}`)));
    });
  return { child, says, said: () => said, ended };
}

/** `millrace serve`, ready. */
export async function serve(cli: Cli, args: readonly string[]): Promise<Owner> {
  const owner = startOwner(cli, ['serve', '--port', '0', '--json', ...args]);
  await once(createInterface({ input: owner.child.stdout as NodeJS.ReadableStream }), 'line');
  return owner;
}
