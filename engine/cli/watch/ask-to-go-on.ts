// Says that a task waits at its breakpoint, and lets it go on when the person at the terminal says so.
import { currentUser } from '../current-user.ts';
import type { OpenedEngine } from '../opened-engine.ts';
import { oneLine, plainText } from '../terminal/text.ts';
import { atTerminal } from './at-terminal.ts';
import type { Hold } from './stuck-run.ts';

/** False when nobody answers: the input is closed, or the run ends meanwhile. */
export function askToGoOn(engine: OpenedEngine, hold: Extract<Hold, { type: 'breakpoint' }>, ended: AbortSignal): Promise<boolean> {
  const { run, path } = hold;
  return atTerminal(ended, async ({ terminal, signal, style }) => {
    process.stdout.write(`\n${style.waiting('?')} ${style.bold(oneLine(path))} waits at a breakpoint\n`);
    process.stdout.write(style.dim(`In another terminal: millrace runs continue ${run} ${path}\n`));
    await terminal.question('Press Enter to go on. ', { signal });
    const answer = await engine.continue(run, { path, by: currentUser() });
    // Somebody else was faster; what it waits for next is found out anew.
    if (!answer.ok) process.stdout.write(`${style.bad(plainText(answer.failure.message))}\n`);
    return true;
  });
}
