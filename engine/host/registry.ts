// Which runs are in memory: those that go on, and those that have ended and are not in the history yet.
import type { LiveRun } from './live-run.ts';

export class RunRegistry {
  readonly #runs = new Map<string, LiveRun>();
  readonly #unfinishedByWorkflow = new Map<string, Set<LiveRun>>();

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
    const runs = this.#unfinishedByWorkflow.get(workflow) ?? new Set();
    runs.add(live);
    this.#unfinishedByWorkflow.set(workflow, runs);
  }

  /** The run has ended; it stays here until it is in the history. */
  finish(live: LiveRun): void {
    const { workflow } = live.run.created;
    const runs = this.#unfinishedByWorkflow.get(workflow);
    runs?.delete(live);
    if (runs?.size === 0) this.#unfinishedByWorkflow.delete(workflow);
  }

  clear(): void {
    this.#runs.clear();
    this.#unfinishedByWorkflow.clear();
  }

  forget(ids: readonly string[]): void {
    for (const id of ids) this.#runs.delete(id);
  }

  /** Oldest first. */
  unfinishedOf(workflow: string): readonly LiveRun[] {
    return [...(this.#unfinishedByWorkflow.get(workflow) ?? [])];
  }
}
