// How runs and their tasks went, counted as they come.
import { DurationSketch } from './duration-sketch.ts';
import type { EndedTaskStatus, TaskTime } from './task-times.ts';
import type { RunStatus, RunSummary } from './view.ts';

/** In milliseconds, to within half a percent. */
export type Durations = { readonly count: number; readonly p50: number; readonly p90: number; readonly p99: number; readonly max: number };

export type Counted<Status extends string> = {
  /** States that none is in are left out. */
  readonly counts: { readonly [status in Status]?: number };
  /** Succeeded of those that succeeded or failed, 0 to 1; null when none did. */
  readonly successRate: number | null;
  /** Of those that succeeded or failed; null when none did. */
  readonly duration: Durations | null;
};

export type TaskStatistics = Counted<EndedTaskStatus> & { readonly path: string };

export type WorkflowStatistics = Counted<RunStatus> & {
  readonly workflow: string;
  readonly runs: number;
  /** By path; only where one workflow was asked for. */
  readonly tasks?: readonly TaskStatistics[];
};

export type RunStatistics = Counted<RunStatus> & {
  readonly runs: number;
  /** By id. */
  readonly workflows: readonly WorkflowStatistics[];
};

class Counter<Status extends string> {
  readonly #counts = new Map<Status, number>();
  readonly #durations = new DurationSketch();
  #total = 0;

  get total(): number {
    return this.#total;
  }

  add(status: Status, durationMs: number | null): void {
    this.#total += 1;
    this.#counts.set(status, (this.#counts.get(status) ?? 0) + 1);
    if (durationMs !== null && (status === 'succeeded' || status === 'failed')) this.#durations.add(durationMs);
  }

  result(): Counted<Status> {
    const count = (status: string) => this.#counts.get(status as Status) ?? 0;
    const decided = count('succeeded') + count('failed');
    return {
      counts: Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1))) as { [status in Status]?: number },
      successRate: decided === 0 ? null : count('succeeded') / decided,
      duration: durationsOf(this.#durations),
    };
  }
}

function durationsOf(sketch: DurationSketch): Durations | null {
  if (sketch.count === 0) return null;
  const [p50 = 0, p90 = 0, p99 = 0] = [0.5, 0.9, 0.99].map((share) => sketch.percentile(share));
  return { count: sketch.count, p50, p90, p99, max: sketch.maxMs };
}

export class StatisticsCounter {
  readonly #all = new Counter<RunStatus>();
  readonly #workflows = new Map<string, Counter<RunStatus>>();
  readonly #tasks: Map<string, Counter<EndedTaskStatus>> | null;

  /** `hasTasks`: all runs are of one workflow, and its tasks are counted too. */
  constructor({ hasTasks }: { readonly hasTasks: boolean }) {
    this.#tasks = hasTasks ? new Map() : null;
  }

  add({ workflow, status, startedAt, finishedAt }: RunSummary, tasks: () => readonly TaskTime[]): void {
    const durationMs = startedAt === null || finishedAt === null ? null : Math.max(0, finishedAt - startedAt);
    this.#all.add(status, durationMs);
    counterOf(this.#workflows, workflow).add(status, durationMs);
    if (!this.#tasks) return;
    for (const task of tasks()) counterOf(this.#tasks, task.path).add(task.status, task.durationMs);
  }

  result(): RunStatistics {
    const tasks = this.#tasks && inOrder(this.#tasks).map(([path, counter]) => ({ path, ...counter.result() }));
    const workflows = inOrder(this.#workflows).map(([workflow, counter]) => ({
      workflow,
      runs: counter.total,
      ...counter.result(),
      ...(tasks ? { tasks } : {}),
    }));
    return { runs: this.#all.total, ...this.#all.result(), workflows };
  }
}

function counterOf<Status extends string>(counters: Map<string, Counter<Status>>, name: string): Counter<Status> {
  const known = counters.get(name);
  if (known) return known;
  const made = new Counter<Status>();
  counters.set(name, made);
  return made;
}

function inOrder<T>(counters: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...counters].sort(([a], [b]) => (a < b ? -1 : 1));
}
