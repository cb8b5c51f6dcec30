// Ctrl+C: once cancels the run and waits for it to clean up, twice kills what is left.
import { currentUser } from '../current-user.ts';
import { exitCode } from '../exit-code.ts';
import type { OpenedEngine } from '../opened-engine.ts';

/** After a kill the command ends at once, unless something hangs. */
const killPatienceMs = 1000;
const showCursor = '\u001B[?25h';

export type Interrupts = {
  readonly wasKilled: () => boolean;
  /** Takes the signals back. */
  readonly release: () => void;
};

/** A TERM counts as a Ctrl+C. `say` tells the person what happens. */
export function cancelOnInterrupt(engine: OpenedEngine, id: string, say: (text: string) => void): Interrupts {
  let count = 0;
  const onInterrupt = () => {
    count += 1;
    if (count === 1) cancel(engine, id, say);
    else if (count === 2) kill(engine);
    else leave();
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  const release = () => {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  };
  return { wasKilled: () => count > 1, release };
}

function cancel(engine: OpenedEngine, id: string, say: (text: string) => void): void {
  const again = engine.owner === null ? 'kill it' : `leave it to ${engine.owner}`;
  say(`Canceling the run. Press Ctrl+C again to ${again}.`);
  engine.cancel(id, { by: currentUser(), message: 'Ctrl+C' }).then(
    (result) => {
      if (!result.ok) say(result.failure.message);
    },
    (thrown: unknown) => say(String(thrown)),
  );
}

/** Programs are killed, and nothing more begins: what is left of the run (its hooks, say) goes on at the next start of an engine. */
function kill(engine: OpenedEngine): void {
  engine.kill().then(() => setTimeout(leave, killPatienceMs).unref(), leave);
}

function leave(): void {
  if (process.stdout.isTTY) process.stdout.write(showCursor);
  process.exit(exitCode.interrupted);
}
