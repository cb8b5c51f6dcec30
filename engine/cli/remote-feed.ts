// Follows a run in another process, and the runs that it calls.
import { asResult, type Procedures } from '../api/client.ts';
import type { RunMessage } from '../host/engine.ts';
import type { Feed } from './opened-engine.ts';

/** The past of a run is told with its log lines, so nothing need be kept before somebody listens. */
export function openRemoteFeed({ runs }: Procedures): Feed {
  const closing = new AbortController();
  const followed = new Set<string>();
  const follow = async (run: string, after: number, listener: (message: RunMessage) => void): Promise<void> => {
    if (followed.has(run)) return;
    followed.add(run);
    let seq = after;
    while (!closing.signal.aborted) {
      const lastEventId = seq === 0 ? undefined : `${run}:${seq}`;
      for await (const message of await runs.events({ id: run, logs: 'true' }, { lastEventId, signal: closing.signal })) {
        if (message.type === 'reset' || closing.signal.aborted) continue;
        listener(message);
        if (message.type === 'log') continue;
        const { event } = message;
        seq = event.seq;
        if (event.type === 'run.finished') return;
        if (event.type === 'task.waiting' && event.cause.kind === 'call') tell(follow(event.cause.run, 0, listener));
      }
    }
  };
  // Whoever waits for the end of the run is told when the engine has gone.
  const tell = (following: Promise<void>) =>
    asResult(() => following).then(
      () => undefined,
      (thrown: unknown) => {
        if (!closing.signal.aborted) throw thrown;
      },
    );
  let told: Promise<void> = Promise.resolve();
  return {
    listen: (run, { after, read }, listener) => {
      // From its very beginning the run is told with log lines in between.
      if (after > 1) for (const event of read) listener({ type: 'event', event });
      told = tell(follow(run, after > 1 ? after : 0, listener));
    },
    whenTold: () => told,
    close: () => closing.abort(),
  };
}
