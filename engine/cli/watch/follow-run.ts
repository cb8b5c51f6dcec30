// Stays with a run until it ends, or until only a person can bring it on.
import { setImmediate } from 'node:timers/promises';
import type { Engine, RunMessage, WaitingApproval } from '../../host/engine.ts';
import { type RunRecord, runStatus } from '../../run/view.ts';
import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';
import { followEvents, takeMessage } from './followed-run.ts';
import type { RunView } from './run-view.ts';
import { pendingApprovals } from './stuck-run.ts';

export type Following = {
  readonly engine: Engine;
  readonly view: RunView;
  /** Asks the person at the terminal and says whether there was an answer; null: nobody is there. Aborted when the run ends meanwhile. */
  readonly ask: ((approval: WaitingApproval, signal: AbortSignal) => Promise<boolean>) | null;
  /** Events up to this one (by `seq`) are taken as known and not shown. */
  readonly knownSeq: number;
};

/**
 * `waiting`: the run stands still until somebody decides these, or, when there are none, resumes it. It stays in the journal, and a
 * later process goes on with it.
 */
export type Followed =
  | { readonly type: 'finished'; readonly record: RunRecord }
  | { readonly type: 'waiting'; readonly approvals: readonly WaitingApproval[] };

/** Messages from now on, kept until somebody follows: what happens between start and following must not be missed. */
export type Feed = { readonly listen: (listener: (message: RunMessage) => void) => void; readonly close: () => void };

export function openFeed(engine: Engine): Feed {
  let listener: ((message: RunMessage) => void) | null = null;
  const kept: RunMessage[] = [];
  const close = engine.subscribe('*', (message) => {
    if (listener) listener(message);
    else kept.push(message);
  });
  const listen = (wanted: (message: RunMessage) => void) => {
    listener = wanted;
    for (const message of kept.splice(0)) wanted(message);
  };
  return { listen, close };
}

export async function followRun(id: string, feed: Feed, { engine, view, ask, knownSeq }: Following): Promise<Followed> {
  const workflow = await engine.runs.definition(id);
  const events = await engine.runs.events(id);
  const followed = workflow && followEvents(workflow, engine.tasks, events.slice(0, Math.max(1, knownSeq)));
  if (!followed) throw new CliError(`There is no run ${id}. All of them: millrace runs list`);
  view.begin(followed, knownSeq);
  const take = (message: RunMessage) => {
    if (takeMessage(followed, message)) view.take(followed, message);
  };
  for (const event of events.slice(Math.max(1, knownSeq))) take({ type: 'event', event });
  const ended = new AbortController();
  const stuck = new Promise<readonly WaitingApproval[]>((resolve, reject) => {
    const look = createLookout(() => lookAround().then((approvals) => approvals && resolve(approvals), reject));
    const lookAround = async () => {
      if (ended.signal.aborted) return null;
      if (followed.run.isPaused && followed.run.running === 0) return [];
      if (runStatus(followed.run) !== 'waiting') return null;
      const approvals = await pendingApprovals(engine, followed.run);
      if (!approvals || !ask) return approvals;
      view.pause();
      for (const approval of approvals) {
        if (!ended.signal.aborted && !(await ask(approval, ended.signal))) return ended.signal.aborted ? null : approvals;
      }
      if (!ended.signal.aborted) view.resume();
      return null;
    };
    feed.listen((message) => {
      const isOurs = (message.type === 'event' ? message.event.run : message.run) === id;
      if (isOurs) take(message);
      if (message.type === 'event') look();
    });
    look();
  });
  try {
    const finished = engine.whenFinished(id).then((record): Followed => ({ type: 'finished', record }), rejectAs(engine));
    return await Promise.race([finished, stuck.then((approvals): Followed => ({ type: 'waiting', approvals }))]);
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

function rejectAs(engine: Engine): (thrown: unknown) => never {
  return (thrown) => {
    const fault = engine.fault();
    if (fault) throw new CliError(fault.message, exitCode.cannotStart);
    // Only an impatient person stops the engine of a run that is followed.
    if (thrown instanceof Error && isStopped(thrown.cause)) throw new CliError(thrown.message, exitCode.interrupted);
    throw thrown;
  };
}

function isStopped(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'engine_stopped';
}
