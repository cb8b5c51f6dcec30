// What a workflow would do, without doing it: its planner on a virtual clock.
import type { Catalog } from '../workflow/catalog.ts';
import { userFailure } from '../workflow/failure.ts';
import type { JsonObject } from '../workflow/json.ts';
import type { Task, TaskStatus, Workflow } from '../workflow/schema.ts';
import { type ComputePure, computeAttempt, evaluatingWorld } from './evaluating-world.ts';
import type { AttemptOutcome, RunEvent, SkipReason } from './event.ts';
import { definitionPath } from './path.ts';
import { compileProgram } from './program.ts';
import type { Run, Unit } from './run.ts';
import { nullValue } from './stored-value.ts';
import { UnknownResults } from './unknown-results.ts';
import { type RunStatus, runStatus, unitsOf } from './view.ts';
import { type Performance, runVirtually, type World } from './virtual-run.ts';

export type SimulateOptions = {
  /** How many attempts at once; also the size of every pool that `pools` does not name. Default: unlimited. */
  readonly slots?: number;
  readonly pools?: { readonly [pool: string]: number };
  /** Milliseconds of an attempt, by task path with or without item indexes. A duration given here stands for a wait, too. */
  readonly durations?: { readonly [path: string]: number };
  /** By task path: `succeeded`, `failed`, `skipped`, or a port of the task's type. */
  readonly outcomes?: { readonly [path: string]: string };
  readonly inputs?: JsonObject;
  readonly vars?: JsonObject;
  /** Computes tasks without side effects (waits, branches, data). Without it every task gives null after its duration. */
  readonly compute?: ComputePure;
};

export type SimulatedTask = {
  readonly status: TaskStatus;
  /** Milliseconds since the start of the run; null when it never started. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly attempts: number;
  readonly skipped?: { readonly reason: SkipReason; readonly needs: readonly string[] };
  /** The result was assumed, because an expression needs data that only a real run has. */
  readonly assumed?: true;
};

/** One attempt on the timeline. */
export type SimulatedAttempt = {
  readonly path: string;
  readonly attempt: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly status: 'succeeded' | 'failed' | 'canceled';
};

export type Simulation = {
  readonly status: RunStatus;
  readonly makespanMs: number;
  readonly tasks: { readonly [path: string]: SimulatedTask };
  readonly timeline: readonly SimulatedAttempt[];
};

/** Pure and deterministic: the same workflow and options give the same simulation. */
export function simulate(workflow: Workflow, catalog: Catalog, options: SimulateOptions = {}): Simulation {
  const slots = options.slots ?? Number.POSITIVE_INFINITY;
  const assumed = new Set<string>();
  const program = compileProgram({ ...workflow, tasks: withOutcomes(workflow.tasks, options.outcomes ?? {}, '') }, catalog);
  const { run, events } = runVirtually({
    program,
    world: simulatedWorld(catalog, options, assumed),
    limits: { slots, pools: options.pools ?? {}, defaultPoolSlots: slots },
    inputs: options.inputs ?? {},
    vars: options.vars ?? {},
  });
  return describe(run, events, assumed);
}

/** A chosen outcome replaces what would decide it: a skipped task gets a false condition, a group becomes a single step. */
function withOutcomes(
  tasks: { [id: string]: Task },
  outcomes: { readonly [path: string]: string },
  prefix: string,
): { [id: string]: Task } {
  const entries = Object.entries(tasks).map(([id, task]): [string, Task] => {
    const path = prefix + id;
    const outcome = Object.hasOwn(outcomes, path) ? outcomes[path] : undefined;
    if (outcome === 'skipped') return [id, { ...task, when: false }];
    if (!task.tasks) return [id, task];
    if (outcome === undefined) return [id, { ...task, tasks: withOutcomes(task.tasks, outcomes, `${path}.`) }];
    const { tasks: _tasks, outputs: _outputs, until: _until, ...leaf } = task;
    return [id, leaf];
  });
  return Object.fromEntries(entries);
}

function simulatedWorld(catalog: Catalog, options: SimulateOptions, assumed: Set<string>): World {
  const compute = options.compute;
  const unknown = new UnknownResults();
  const base = evaluatingWorld((unit) => assumed.add(unit.path));
  return {
    ...base,
    attempt: (run, unit, nowMs): Performance => {
      const durationMs = lookUp(options.durations, unit);
      const chosen = lookUp(options.outcomes, unit);
      if (chosen !== undefined) return { durationMs: durationMs ?? 0, outcome: chosenOutcome(unit, chosen) };
      const isUncertain = unknown.reach(unit);
      const outcome = compute && durationMs === undefined ? computeAttempt({ run, unit, nowMs, catalog, compute }) : null;
      if (isUncertain || !outcome) unknown.add(unit);
      if (outcome && !(outcome instanceof Promise) && !(isUncertain && isDataFailure(outcome, unit, catalog)))
        return { durationMs: 0, outcome };
      return { durationMs: durationMs ?? 0, outcome: assumeSuccess(unit, catalog, assumed) };
    },
  };
}

/** A task that works on data fails on data that is not there; one that steers the run means what it says. */
function isDataFailure(outcome: AttemptOutcome, unit: Unit, catalog: Catalog): boolean {
  return outcome.type === 'failed' && catalog.get(unit.node.program.task.type)?.category !== 'flow';
}

function lookUp<T>(table: { readonly [path: string]: T } | undefined, unit: Unit): T | undefined {
  if (!table) return undefined;
  if (Object.hasOwn(table, unit.path)) return table[unit.path];
  const general = definitionPath(unit.path);
  return Object.hasOwn(table, general) ? table[general] : undefined;
}

function chosenOutcome(unit: Unit, chosen: string): AttemptOutcome {
  if (chosen === 'failed') return { type: 'failed', failure: userFailure('simulated', `Task \`${unit.path}\` fails in this simulation`) };
  return { type: 'succeeded', output: nullValue, ...(chosen === 'succeeded' ? {} : { port: chosen }) };
}

/** Tasks with side effects succeed; of a type with ports the first one is taken. */
function assumeSuccess(unit: Unit, catalog: Catalog, assumed: Set<string>): AttemptOutcome {
  const { task } = unit.node.program;
  const manifest = catalog.get(task.type);
  const port = manifest?.ports((task.with ?? {}) as JsonObject)[0];
  if (port !== undefined || manifest?.effects === 'pure') assumed.add(unit.path);
  return { type: 'succeeded', output: nullValue, ...(port === undefined ? {} : { port }) };
}

function describe(run: Run, events: readonly RunEvent[], assumed: ReadonlySet<string>): Simulation {
  const startedAt = run.startedAt ?? 0;
  const relative = (at: number | null) => (at === null ? null : elapsed(startedAt, at));
  const tasks: { [path: string]: SimulatedTask } = {};
  for (const unit of unitsOf(run.root)) {
    tasks[unit.path] = {
      status: unit.status === 'pending' && run.phase === 'finished' ? 'canceled' : unit.status,
      startMs: relative(unit.firstStartedAt ?? unit.startedAt),
      endMs: unit.startedAt === null ? null : relative(unit.finishedAt),
      attempts: unit.attempt,
      ...(unit.skip ? { skipped: unit.skip } : {}),
      ...(assumed.has(unit.path) ? { assumed: true as const } : {}),
    };
  }
  const end = run.finishedAt ?? events.at(-1)?.at ?? startedAt;
  return { status: runStatus(run), makespanMs: elapsed(startedAt, end), tasks, timeline: timelineOf(events, startedAt) };
}

/** Differences of large instants carry rounding noise below the microsecond, which is the finest a duration can say. */
function elapsed(from: number, to: number): number {
  return Math.round((to - from) * 1000) / 1000;
}

function timelineOf(events: readonly RunEvent[], startedAt: number): readonly SimulatedAttempt[] {
  const open = new Map<string, { attempt: number; startMs: number }>();
  const timeline: SimulatedAttempt[] = [];
  for (const event of events) {
    if (event.type === 'task.started') open.set(event.path, { attempt: event.attempt, startMs: elapsed(startedAt, event.at) });
    const status = endOfAttempt(event);
    if (status === null || !('path' in event)) continue;
    const attempt = open.get(event.path);
    if (attempt) timeline.push({ path: event.path, ...attempt, endMs: elapsed(startedAt, event.at), status });
    open.delete(event.path);
  }
  return timeline;
}

function endOfAttempt(event: RunEvent): SimulatedAttempt['status'] | null {
  if (event.type === 'task.succeeded' || event.type === 'approval.decided') return 'succeeded';
  if (event.type === 'task.failed') return 'failed';
  return event.type === 'task.canceled' ? 'canceled' : null;
}
