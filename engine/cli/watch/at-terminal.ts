// A question to the person at the terminal, who may also leave it open.
import { createInterface, type Interface } from 'node:readline/promises';
import { type Style, styleFor } from '../terminal/style.ts';

export type Asking = { readonly terminal: Interface; readonly signal: AbortSignal; readonly style: Style };

/** Gives what `ask` gives. False when nobody answers: the input is closed, or the run ends meanwhile. */
export async function atTerminal(ended: AbortSignal, ask: (asking: Asking) => Promise<boolean>): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const closed = new AbortController();
  const close = () => closed.abort();
  // A question that is open when the input ends would otherwise never be answered.
  terminal.once('close', close);
  ended.addEventListener('abort', close);
  // While readline has the terminal, Ctrl+C reaches it as a key and not the process as a signal.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await ask({ terminal, signal: closed.signal, style: styleFor(process.stdout) });
  } catch (thrown) {
    if (closed.signal.aborted) return false;
    throw thrown;
  } finally {
    ended.removeEventListener('abort', close);
    terminal.close();
  }
}
