// Ctrl+C: once cancels the run and waits for it to clean up, twice kills what is left.
import type { Engine } from '../../host/engine.ts';
import { note } from '../console.ts';
import { currentUser } from '../current-user.ts';
import { exitCode } from '../exit-code.ts';

const killGraceMs = 500;

/** Returns a function that takes the signals back. A TERM counts as a first Ctrl+C. */
export function cancelOnInterrupt(engine: Engine, id: string): () => void {
  let count = 0;
  const onInterrupt = () => {
    count += 1;
    if (count === 1) cancel(engine, id);
    else if (count === 2) kill(engine);
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  return () => {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  };
}

function cancel(engine: Engine, id: string): void {
  note('\nCanceling the run. Press Ctrl+C again to kill it.');
  engine.cancel(id, { by: currentUser(), message: 'Ctrl+C' }).then(
    (result) => {
      if (!result.ok) note(result.failure.message);
    },
    (thrown: unknown) => note(String(thrown)),
  );
}

/** The engine ends the processes it started; one that does not even end by KILL must not keep the person waiting. */
function kill(engine: Engine): void {
  const exit = () => {
    process.stdout.write(process.stdout.isTTY ? '\u001B[?25h' : '');
    process.exit(exitCode.interrupted);
  };
  engine.stop({ graceMs: 0 }).then(exit, exit);
  setTimeout(exit, killGraceMs);
}
