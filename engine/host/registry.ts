// Which runs are in memory: those that go on, and those that have ended and are not in the history yet.
import type { LiveRun } from './live-run.ts';

type OfWorkflow = { readonly unfinished: Set<LiveRun>; readonly queued: Set<LiveRun> };

export class RunRegistry {
  readonly #runs = new Map<string, LiveRun>();
  readonly #byWorkflow = new Map<string, OfWorkflow>();

  get(id: string): LiveRun | undefined {
    return this.#runs.get(id);
  }

  all(): Iterable<LiveRun> {
    return this.#runs.values();
  }

  add(live: LiveRun): void {
    this.#runs.set(live.id, live);
    if (live.run.phase === 'finished') return;
    const { workflow } = live.run.created;
    const runs = this.#byWorkflow.get(workflow) ?? { unfinished: new Set(), queued: new Set() };
    this.#byWorkflow.set(workflow, runs);
    runs.unfinished.add(live);
    if (live.run.phase === 'queued') runs.queued.add(live);
  }

  /** It was told to start: from now on it takes a place of its workflow. */
  leaveQueue(live: LiveRun): void {
    this.#byWorkflow.get(live.run.created.workflow)?.queued.delete(live);
  }

  /** The run has ended; it stays here until it is in the history. */
  finish(live: LiveRun): void {
    const { workflow } = live.run.created;
    const runs = this.#byWorkflow.get(workflow);
    runs?.unfinished.delete(live);
    runs?.queued.delete(live);
    if (runs?.unfinished.size === 0) this.#byWorkflow.delete(workflow);
  }

  clear(): void {
    this.#runs.clear();
    this.#byWorkflow.clear();
  }

  forget(ids: readonly string[]): void {
    for (const id of ids) this.#runs.delete(id);
  }

  /** Runs that take a place of their workflow, oldest first. */
  *activeOf(workflow: string): Generator<LiveRun> {
    const runs = this.#byWorkflow.get(workflow);
    for (const live of runs?.unfinished ?? []) if (!runs?.queued.has(live)) yield live;
  }

  /** Runs that wait to be told to start, oldest first. */
  queuedOf(workflow: string): ReadonlySet<LiveRun> {
    return this.#byWorkflow.get(workflow)?.queued ?? none;
  }
}

const none: ReadonlySet<LiveRun> = new Set();
