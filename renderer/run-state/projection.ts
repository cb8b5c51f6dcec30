// One run as its events make it, by the engine's own `transition`; what the window shows of it is made when it is asked for.
import type { RunEvent } from '../../engine/run/event.ts';
import { findUnit } from '../../engine/run/find-unit.ts';
import { definitionPath } from '../../engine/run/path.ts';
import { compileProgram, type ScopeProgram } from '../../engine/run/program.ts';
import { createRun, type Run } from '../../engine/run/run.ts';
import { transition } from '../../engine/run/transition.ts';
import { runStatus } from '../../engine/run/view.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { catalog } from '../document/catalog.ts';
import { LogLines } from './log-lines.ts';
import type { FollowedRun, TaskState } from './run-state.ts';
import { keepEqual, taskStateAt } from './task-state-at.ts';

export class RunProjection {
  readonly logs = new LogLines();
  readonly #id: string;
  readonly #workflow: string;
  readonly #definition: Workflow;
  #run: Run | null = null;
  #events: RunEvent[] = [];
  #tasks: ReadonlyMap<string, TaskState> = new Map();
  /** Paths in the definition whose states may have changed. */
  readonly #touched = new Set<string>();

  constructor(run: string, workflow: string, definition: Workflow) {
    this.#id = run;
    this.#workflow = workflow;
    this.#definition = definition;
  }

  get run(): Run | null {
    return this.#run;
  }

  /** Of the last event; 0 before the first. */
  get seq(): number {
    return this.#run?.seq ?? 0;
  }

  get isOver(): boolean {
    return this.#run?.phase === 'finished';
  }

  /** Events come in order; one that was taken already is left out. */
  take(event: RunEvent): void {
    if (event.seq <= this.seq) return;
    this.#events.push(event);
    if (this.#run === null) {
      this.#run = createRun(compileProgram(this.#definition, catalog), event);
      this.#touchAll(this.#run);
      return;
    }
    transition(this.#run, event);
    if ('path' in event) this.#touch(this.#run, event.path);
    else this.#touchAll(this.#run);
  }

  /** What the run shows now; tasks whose states are the same are the same objects as in the snapshot before. */
  snapshot(isLive: boolean): FollowedRun {
    const run = this.#run;
    if (run) this.#updateTasks(run);
    return {
      id: this.#id,
      workflow: this.#workflow,
      status: run ? runStatus(run) : 'queued',
      startedAt: run?.startedAt ?? null,
      finishedAt: run?.finishedAt ?? null,
      failure: run?.ending?.failure ?? null,
      tasks: this.#tasks,
      events: this.#events.slice(),
      logs: this.logs.newest(),
      isLive,
    };
  }

  #updateTasks(run: Run): void {
    let next: Map<string, TaskState> | null = null;
    for (const path of this.#touched) {
      const before = this.#tasks.get(path);
      const state = keepEqual(before, taskStateAt(run, path));
      if (state === before || (before === undefined && path.startsWith('@') && state.startedAt === null)) continue;
      next ??= new Map(this.#tasks);
      next.set(path, state);
    }
    this.#touched.clear();
    if (next) this.#tasks = next;
  }

  /** An event changes its task, those that wait for it, what is inside of it, and, by its end, what its group comes to. */
  #touch(run: Run, path: string): void {
    const own = definitionPath(path);
    const prefix = own.slice(0, own.lastIndexOf('.') + 1);
    this.#touched.add(own);
    const unit = findUnit(run, path);
    if (!unit) return;
    const { program, scope } = unit.node;
    for (const { to } of program.takers) this.#touched.add(prefix + (scope.program.nodes[to]?.id ?? ''));
    if (program.body) this.#touchScope(program.body, `${own}.`);
  }

  #touchAll({ program }: Run): void {
    this.#touchScope(program.root, '');
    this.#touchScope(program.hooks, '@');
  }

  /** In the order of the document, groups before their members; no deeper than groups nest. */
  #touchScope({ nodes }: ScopeProgram, prefix: string): void {
    for (const { id, body } of nodes) {
      this.#touched.add(prefix + id);
      if (body) this.#touchScope(body, `${prefix}${id}.`);
    }
  }
}
