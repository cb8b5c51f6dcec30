// Stays with a run until it ends, or until only a person can bring it on.
import { setImmediate } from 'node:timers/promises';
import type { RunMessage } from '../../host/engine.ts';
import { type RunRecord, runStatus } from '../../run/view.ts';
import type { Failure } from '../../workflow/failure.ts';
import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';
import { type Feed, LostEngine, type OpenedEngine } from '../opened-engine.ts';
import { refusal } from '../refusal.ts';
import { type FollowedRun, followEvents, takeMessage } from './followed-run.ts';
import type { RunView } from './run-view.ts';
import { type Hold, pendingHolds } from './stuck-run.ts';

export type Following = {
  readonly engine: OpenedEngine;
  readonly view: RunView;
  /** Asks the person at the terminal and says whether there was an answer; null: nobody is there. Aborted when the run ends meanwhile. */
  readonly ask: ((hold: Hold, signal: AbortSignal) => Promise<boolean>) | null;
  /** Events up to this one (by `seq`) are taken as known and not shown. */
  readonly knownSeq: number;
};

/**
 * `waiting`: the run stands still until somebody ends these, or, when there are none, resumes it. It stays in the journal, and a
 * later process goes on with it.
 */
export type Followed =
  | { readonly type: 'finished'; readonly record: RunRecord }
  | { readonly type: 'waiting'; readonly holds: readonly Hold[] };

export async function followRun(id: string, feed: Feed, { engine, view, ask, knownSeq }: Following): Promise<Followed> {
  const workflow = await engine.runs.definition(id);
  const events = await engine.runs.events(id);
  const followed = workflow && followEvents(workflow, engine.tasks, events.slice(0, Math.max(1, knownSeq)));
  if (!followed) throw new CliError(`There is no run ${id}. All of them: millrace runs list`);
  view.begin(followed, knownSeq);
  const take = (message: RunMessage) => {
    if (takeMessage(followed, message)) view.take(followed, message);
  };
  const ended = new AbortController();
  const stuck = new Promise<readonly Hold[]>((resolve, reject) => {
    const look = createLookout(() => lookAround().then((holds) => holds && resolve(holds), reject));
    const lookAround = async () => {
      if (ended.signal.aborted) return null;
      if (followed.run.isPaused && followed.run.running === 0) return [];
      if (runStatus(followed.run) !== 'waiting') return null;
      const holds = await pendingHolds(engine, followed.run);
      if (!holds || !ask) return holds;
      view.pause();
      for (const hold of holds) {
        if (!ended.signal.aborted && !(await ask(hold, ended.signal))) return ended.signal.aborted ? null : holds;
      }
      if (!ended.signal.aborted) view.resume();
      return null;
    };
    const from = { after: followed.run.seq, read: events.slice(Math.max(1, knownSeq)) };
    feed.listen(id, from, (message) => {
      const isOurs = (message.type === 'event' ? message.event.run : message.run) === id;
      if (isOurs) take(message);
      if (message.type === 'event') look();
    });
    look();
  });
  try {
    const finished = engine.whenFinished(id).then(
      async (record): Promise<Followed> => {
        await feed.whenTold();
        return { type: 'finished', record };
      },
      rejectAs(engine, followed),
    );
    return await Promise.race([finished, stuck.then((holds): Followed => ({ type: 'waiting', holds }))]);
  } finally {
    ended.abort();
    feed.close();
    view.end();
  }
}

/** Looks once after a burst of events, and not while it is looking: a question may take a person minutes. */
function createLookout(look: () => Promise<unknown>): () => void {
  let isLooking = false;
  let isWanted = false;
  const go = async () => {
    isLooking = true;
    while (isWanted) {
      isWanted = false;
      await setImmediate();
      await look();
    }
    isLooking = false;
  };
  return () => {
    isWanted = true;
    if (!isLooking) go();
  };
}

function rejectAs(engine: OpenedEngine, { run }: FollowedRun): (thrown: unknown) => never {
  return (thrown) => {
    const fault = engine.fault();
    if (fault) throw new CliError(fault.message, exitCode.cannotStart);
    const cause = thrown instanceof Error ? (thrown.cause as Failure | undefined) : undefined;
    if (cause && engine.owner !== null) throw cause.code === 'engine_gone' ? new LostEngine(run.id, run.seq, cause) : refusal(cause);
    // Only an impatient person stops the engine of a run that is followed.
    if (cause?.code === 'engine_stopped') throw new CliError(cause.message, exitCode.interrupted);
    throw thrown;
  };
}
