import { transientFailure, userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';

const longestTimerMs = 2 ** 31 - 1;

export type Deadline = {
  /** The attempt's own signal: cancel, or the timeout of the task. */
  readonly signal: AbortSignal;
  /** Of this piece of work; null: none. */
  readonly timeoutMs: number | null;
  /** Named in messages. */
  readonly host: string;
  /** Must make the work fail with `reason` soon. */
  readonly stop: (reason: Error) => void;
};

/** Does the work, and stops it when its time is up or the attempt is aborted. The failure then says which of both it was. */
export async function withDeadline<T>({ signal, timeoutMs, host, stop }: Deadline, work: () => Promise<T>): Promise<T> {
  let reason: TaskFailure | null = null;
  const end = (failure: TaskFailure) => {
    reason ??= failure;
    stop(reason);
  };
  const onAbort = () => end(new TaskFailure(userFailure('aborted', `The exchange with ${host} was stopped before its end.`)));
  const timer = timeoutMs === null ? undefined : setTimeout(() => end(timedOut(host, timeoutMs)), Math.min(timeoutMs, longestTimerMs));
  signal.addEventListener('abort', onAbort);
  try {
    if (signal.aborted) onAbort();
    if (reason !== null) throw reason;
    return await work();
  } catch (error) {
    throw reason ?? error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

function timedOut(host: string, timeoutMs: number): TaskFailure {
  const message = `${host} did not complete its answer within ${timeoutMs} ms. Try again later, or raise the timeout.`;
  return new TaskFailure(transientFailure('timed_out', message, { host, timeoutMs }));
}
