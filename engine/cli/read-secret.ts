// A value that must not be seen.
import { StringDecoder } from 'node:string_decoder';
import { CliError } from './cli-error.ts';
import { readDocument } from './documents.ts';
import { exitCode } from './exit-code.ts';

const mostBytes = 64 * 1024;

/** From standard input, without the line break at its end; on a terminal it asks and does not echo. */
export async function readSecret(name: string): Promise<string> {
  const value = process.stdin.isTTY ? await promptHidden(`Value of ${name} (not shown): `) : await readPiped();
  if (value === '') throw new CliError('The value is empty. Give it on standard input: millrace secrets set NAME < file');
  return value;
}

async function readPiped(): Promise<string> {
  const { bytes } = await readDocument('-', mostBytes);
  if (bytes.length > mostBytes) throw new CliError('The value has more than 64 KiB, the most that a secret may have.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r?\n$/, '');
  } catch {
    throw new CliError('The value is not UTF-8 text. Encode it, for example with base64.');
  }
}

/** Raw mode, so that the terminal echoes nothing; then Ctrl+C comes as a character. */
function promptHidden(question: string): Promise<string> {
  const { stdin, stderr } = process;
  // First the echo goes, then the question comes: whoever sees it may type at once.
  stdin.setRawMode(true);
  stderr.write(question);
  const decoder = new StringDecoder('utf8');
  let typed = '';
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      stdin.off('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      settle();
    };
    const onData = (chunk: Buffer) => {
      for (const key of decoder.write(chunk)) {
        if (key === '\r' || key === '\n' || key === '\u0004') return finish(() => resolve(typed));
        if (key === '\u0003') return finish(() => reject(new CliError('Nothing was stored.', exitCode.interrupted)));
        typed = key === '\u007F' || key === '\b' ? [...typed].slice(0, -1).join('') : typed + key;
      }
    };
    stdin.on('data', onData);
    stdin.resume();
  });
}
