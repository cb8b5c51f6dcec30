import { createStore } from 'zustand/vanilla';
import { type Failure, userFailure } from '../../engine/workflow/failure.ts';
import type { Json } from '../../engine/workflow/json.ts';
import { err, ok, type Result } from '../../engine/workflow/result.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import type { Client } from '../api/client.ts';
import { failureOf } from '../api/failure.ts';
import { Follower } from './follower.ts';
import type { PageSight } from './page-sight.ts';
import { RunProjection } from './projection.ts';
import { readOutput, recordedOutput } from './read-output.ts';
import type { FollowedRun, RunState, RunWish } from './run-state.ts';
import { RunStream } from './run-stream.ts';
import type { StreamPlace } from './stream-place.ts';

export type RunStateParts = {
  readonly client: Client;
  /** Calls back before the next frame is drawn. */
  readonly schedule: (task: () => void) => void;
  readonly sight: PageSight;
  readonly place: StreamPlace;
};

const retryMs = 1_000;

export function createRunState({ client, schedule, sight, place }: RunStateParts): RunState {
  const store = createStore<{ readonly runs: { readonly [workflow: string]: FollowedRun } }>(() => ({ runs: {} }));
  const stream = new RunStream({ client, sight, place });
  /** By workflow. */
  const followers = new Map<string, Follower>();
  /** By workflow, the run that was asked for last: answers to older questions come too late. */
  const wanted = new Map<string, string>();

  function show(workflow: string, run: FollowedRun): void {
    store.setState({ runs: { ...store.getState().runs, [workflow]: run } });
  }

  function stop(workflow: string): void {
    const follower = followers.get(workflow);
    followers.delete(workflow);
    if (follower) stream.leave(follower);
  }

  function leave(workflow: string): void {
    stop(workflow);
    wanted.delete(workflow);
    const { [workflow]: _left, ...runs } = store.getState().runs;
    store.setState({ runs });
  }

  async function follow(workflow: string, run: string): Promise<Result<null, Failure>> {
    wanted.set(workflow, run);
    if (followers.get(workflow)?.run === run) return ok(null);
    const definition = await attempt(() => client.runs.definition({ id: run }));
    if (wanted.get(workflow) !== run) return ok(null);
    if (!definition.ok) {
      wanted.delete(workflow);
      return definition;
    }
    stop(workflow);
    const projection = new RunProjection(run, workflow, definition.value as Workflow);
    const follower = new Follower({ client, run, projection, schedule, show: (shown) => show(workflow, shown) });
    followers.set(workflow, follower);
    show(workflow, projection.snapshot(false));
    void stream.follow(follower);
    return ok(null);
  }

  async function start(workflow: string, wish: RunWish): Promise<Result<string, Failure>> {
    const started = await attempt(() => client.runs.start({ ...wish, workflow }));
    if (!started.ok) return started;
    const { id } = started.value;
    const followed = await follow(workflow, id);
    // It runs, whether it can be seen or not: who was told otherwise would start another one.
    if (!followed.ok) setTimeout(() => void follow(workflow, id), retryMs);
    return ok(id);
  }

  async function showLatest(workflow: string): Promise<Result<string | null, Failure>> {
    const shown = wanted.get(workflow);
    if (shown !== undefined) return ok(shown);
    const listed = await attempt(() => client.runs.list({ workflow, limit: 1 }));
    if (!listed.ok) return listed;
    const [latest] = listed.value.runs;
    // A run may have been started meanwhile.
    if (!latest || wanted.has(workflow)) return ok(wanted.get(workflow) ?? null);
    const followed = await follow(workflow, latest.id);
    return followed.ok ? ok(latest.id) : followed;
  }

  async function output(run: string, path: string): Promise<Result<Json | undefined, Failure>> {
    const known = [...followers.values()].find((each) => each.run === run)?.projection.run;
    if (known) return attempt(() => readOutput(client, known, path));
    return attempt(async () => recordedOutput(await client.runs.get({ id: run }), path));
  }

  return {
    store,
    start,
    follow,
    leave,
    showLatest,
    cancel: async (run) => {
      const canceled = await attempt(() => client.runs.cancel({ id: run }));
      // Who cancels what has just ended has what they wanted.
      return canceled.ok || canceled.failure.code === 'run_finished' ? ok(null) : canceled;
    },
    goOn: async (run, path) => {
      const gone = await attempt(() => client.runs.continue({ id: run, ...(path === undefined ? {} : { path }) }));
      // Somebody else let it go on, or the run is over.
      const isOver = !gone.ok && (gone.failure.code === 'task_not_waiting' || gone.failure.code === 'run_finished');
      return gone.ok || isOver ? ok(null) : gone;
    },
    output,
  };
}

async function attempt<T>(call: () => Promise<T>): Promise<Result<T, Failure>> {
  try {
    return ok(await call());
  } catch (thrown) {
    if (thrown instanceof SyntaxError)
      return err(userFailure('blob_damaged', `A large value of this run cannot be read: ${thrown.message}`));
    return err(failureOf(thrown));
  }
}
