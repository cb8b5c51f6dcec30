// A workflow made ready for planning: tasks by index, needs and takers resolved, durations in milliseconds.

import { invariant } from '../workflow/assert.ts';
import type { Catalog, TaskManifest } from '../workflow/catalog.ts';
import { parseDuration } from '../workflow/duration.ts';
import type { Failure } from '../workflow/failure.ts';
import { parseNeed } from '../workflow/needs.ts';
import type { Result } from '../workflow/result.ts';
import type { Hook, Join, Retry, Task, Workflow } from '../workflow/schema.ts';
import { hookNames } from '../workflow/schema.ts';
import type { Readings } from './reading.ts';

export type NeedProgram = { readonly from: number; readonly port: string; readonly text: string };
/** An edge seen from its upstream end. */
export type Taker = { readonly to: number; readonly port: string };

export type NodeProgram = {
  readonly id: string;
  readonly index: number;
  readonly task: Task;
  readonly needs: readonly NeedProgram[];
  readonly takers: readonly Taker[];
  readonly join: Join | 'default';
  readonly body: ScopeProgram | null;
  readonly retry: Retry | null;
  readonly timeoutMs: number | null;
  readonly onInterrupt: 'retry' | 'fail';
  readonly toleratesFailure: boolean;
  readonly pool: string | null;
  readonly priority: number;
  /** `when` or `each` must be evaluated before it can go on. */
  readonly needsPreparation: boolean;
  /** Filled when somebody asks. */
  readonly readings: Readings;
  /** The parameters, once somebody has asked, when no expression is in them. */
  constant: { readonly manifest: TaskManifest; readonly parameters: Result<unknown, Failure> } | null;
};

export type ScopeProgram = {
  readonly nodes: readonly NodeProgram[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly roots: readonly number[];
};

export type Program = {
  readonly workflow: Workflow;
  readonly root: ScopeProgram;
  readonly hooks: ScopeProgram;
  readonly timeoutMs: number | null;
  readonly readings: Readings;
};

/** Compiles a parsed workflow. Linear in tasks and edges; recursion is bounded by the nesting limit of groups. */
export function compileProgram(workflow: Workflow, catalog: Catalog): Program {
  const hooks: { [name: string]: Task } = {};
  for (const name of hookNames) {
    const hook: Hook | undefined = workflow.hooks?.[name];
    if (hook) hooks[name] = { ...hook };
  }
  return {
    workflow,
    root: compileScope(workflow.tasks, catalog),
    hooks: compileScope(hooks, catalog),
    timeoutMs: durationMs(workflow.timeout),
    readings: {},
  };
}

function compileScope(tasks: { readonly [id: string]: Task }, catalog: Catalog): ScopeProgram {
  const ids = Object.keys(tasks);
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const takers: Taker[][] = ids.map(() => []);
  const roots: number[] = [];
  const nodes = ids.map((id, index) => {
    const task = tasks[id] as Task;
    const needs = (task.needs ?? []).map((text): NeedProgram => {
      const need = parseNeed(text);
      const from = indexOf.get(need.task);
      invariant(from !== undefined, `task ${id} needs ${need.task}, which does not exist`);
      takers[from]?.push({ to: index, port: need.port });
      return { from, port: need.port, text };
    });
    if (needs.length === 0) roots.push(index);
    return compileNode(task, { id, index, needs, takers: takers[index] as Taker[], catalog });
  });
  return { nodes, indexOf, roots };
}

type NodeParts = { id: string; index: number; needs: NeedProgram[]; takers: Taker[]; catalog: Catalog };

function compileNode(task: Task, { id, index, needs, takers, catalog }: NodeParts): NodeProgram {
  return {
    id,
    index,
    task,
    needs,
    takers,
    join: task.join ?? 'default',
    body: task.tasks ? compileScope(task.tasks, catalog) : null,
    retry: task.retry ?? null,
    timeoutMs: durationMs(task.timeout),
    onInterrupt: task.onInterrupt ?? (catalog.get(task.type)?.idempotent ? 'retry' : 'fail'),
    toleratesFailure: task.onError === 'continue',
    pool: task.pool ?? null,
    priority: task.priority ?? 0,
    needsPreparation: (task.when !== undefined && task.when !== true) || task.each !== undefined,
    readings: {},
    constant: null,
  };
}

function durationMs(text: string | undefined): number | null {
  return text === undefined ? null : parseDuration(text);
}
