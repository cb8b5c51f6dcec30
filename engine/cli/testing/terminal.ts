// A real terminal for tests: util-linux's `script` gives the program a pseudo-terminal.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';

export const hasScript = spawnSync('script', ['--version']).stdout?.toString().includes('util-linux') ?? false;

export type TerminalSession = {
  /** Resolves when the screen has shown the text, with everything shown so far. */
  readonly shows: (text: string) => Promise<string>;
  readonly type: (keys: string) => void;
  /** Exit code and everything shown. */
  readonly ended: Promise<{ readonly code: number | null; readonly screen: string }>;
};

type Size = { readonly columns: number; readonly rows: number };

/** Runs a command line (for a shell) on a terminal of the given size. */
export function openTerminal(command: string, { columns, rows }: Size, options: { cwd: string; env: NodeJS.ProcessEnv }): TerminalSession {
  const child = spawn('script', ['-qec', `stty cols ${columns} rows ${rows}; exec ${command}`, '/dev/null'], options);
  let screen = '';
  let look = () => {};
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    screen += chunk;
    look();
  });
  const ended = endOf(child).then((code) => ({ code, screen }));
  const shows = (text: string) =>
    new Promise<string>((resolve, reject) => {
      look = () => {
        if (screen.includes(text)) resolve(screen);
      };
      look();
      ended.then(() => reject(new Error(`The program ended without showing ${JSON.stringify(text)}:\n${screen}`)));
    });
  return { shows, type: (keys) => child.stdin.write(keys), ended };
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code));
  });
}
