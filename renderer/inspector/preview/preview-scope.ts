// What expressions would see now, made of the run that is shown: its inputs, what its tasks gave, and the first item of each list.
import type { RunEvent } from '../../../engine/run/event.ts';
import { runVariable } from '../../../engine/run/variables.ts';
import { resolveTask, scopeOf } from '../../../engine/workflow/edit/expressions.ts';
import { groupOf, outerPaths } from '../../../engine/workflow/edit/task-path.ts';
import { evaluateValue, type Scope } from '../../../engine/workflow/expression/evaluate.ts';
import { referencedTasks, referencesOf } from '../../../engine/workflow/expression/references.ts';
import { taskAt } from '../../../engine/workflow/graph/walk.ts';
import type { Json, JsonObject } from '../../../engine/workflow/json.ts';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import type { FollowedRun } from '../../run-state/run-state.ts';

export type Created = Extract<RunEvent, { type: 'run.created' }>;

export function createdEvent(run: Pick<FollowedRun, 'events'> | null): Created | null {
  const first = run?.events.find((event) => event.type === 'run.created');
  return first?.type === 'run.created' ? first : null;
}

/** A task whose output an expression reads: its name there, and its path in the run. */
export type TaskRead = { readonly id: string; readonly path: string };

/**
 * The tasks that a value reads, as seen from a place in the document. Inside a group that runs once per item, its first item stands for
 * all of them.
 */
export function tasksRead(workflow: Workflow, group: string, value: Json, options: { readonly bare?: boolean } = {}): readonly TaskRead[] {
  const ids = referencedTasks(value, options);
  const scope = scopeOf(workflow, group);
  return (ids === 'all' ? [] : ids).flatMap((id) => {
    const path = resolveTask(scope, id);
    return path === undefined ? [] : [{ id, path: pathInRun(workflow, path) }];
  });
}

/**
 * Where a task stands in a run: of each group around it that runs once per item the first item, and of the nearest such group the
 * given one.
 */
export function pathInRun(workflow: Workflow, path: string, item = 0): string {
  const groups = outerPaths(path).slice(0, -1);
  const ids = path.split('.');
  const nearest = groups.indexOf(loopAround(workflow, path) ?? '');
  const isLoop = (at: number) => groups[at] !== undefined && taskAt(workflow, groups[at])?.each !== undefined;
  return ids.map((id, at) => (isLoop(at) ? `${id}[${at === nearest ? item : 0}]` : id)).join('.');
}

/** The nearest group around a task that runs once per item. */
export function loopAround(workflow: Workflow, path: string): string | undefined {
  return outerPaths(path)
    .slice(0, -1)
    .filter((group) => taskAt(workflow, group)?.each)
    .at(-1);
}

/** All lists that give `item` its value for a task: its own, and those of the groups around it; the outermost first. */
export function eachLists(
  workflow: Workflow,
  path: string,
): readonly { readonly name: string; readonly list: Json; readonly group: string }[] {
  return outerPaths(path).flatMap((at) => {
    const each = taskAt(workflow, at)?.each;
    return each ? [{ name: each.as ?? 'item', list: each.in as Json, group: groupOf(at) }] : [];
  });
}

export type ScopeParts = {
  readonly workflow: Workflow;
  readonly run: Pick<FollowedRun, 'id' | 'events' | 'tasks'> | null;
  /** Outputs by path in the run, as far as they are known. */
  readonly outputs: ReadonlyMap<string, Json>;
};

/** The variables for the expressions of a value; `path` is the task that it belongs to, '' for the workflow itself. */
export function previewScope(
  parts: ScopeParts,
  path: string,
  value: Json,
  options: { readonly bare?: boolean; readonly inside?: boolean } = {},
): Scope {
  const { workflow, run } = parts;
  const group = options.inside ? path : groupOf(path);
  const lists = path === '' ? [] : eachLists(workflow, path);
  const base = { ...startVariables(workflow, run), secrets: secretsOf(value) };
  let scope: Scope = base;
  for (const each of lists) {
    const items = evaluateValue(each.list, { ...scope, tasks: taskVariables(parts, each.group, each.list) });
    const first = items.ok && Array.isArray(items.value) ? items.value[0] : undefined;
    if (first !== undefined) scope = { ...scope, [each.name]: first as Json, index: 0 };
  }
  return { ...scope, tasks: taskVariables(parts, group, value, options) };
}

function taskVariables(
  { workflow, run, outputs }: ScopeParts,
  group: string,
  value: Json,
  options: { readonly bare?: boolean } = {},
): JsonObject {
  const tasks: { [id: string]: Json } = {};
  for (const { id, path } of tasksRead(workflow, group, value, options)) {
    const state = run?.tasks.get(path) ?? run?.tasks.get(path.replaceAll(/\[\d+\]/g, ''));
    if (!state) continue;
    const output = outputs.get(path);
    const known = output === undefined ? {} : { output };
    tasks[id] = { ...known, status: state.status, error: (state.failure as unknown as Json) ?? null };
  }
  return tasks;
}

/** Without a run, inputs are what their defaults say. */
function startVariables(workflow: Workflow, run: ScopeParts['run']): Scope {
  const created = createdEvent(run);
  if (created && run) {
    const { inputs, vars, environment, trigger, at } = created;
    return { inputs, vars, environment, run: runVariable({ id: run.id, workflow: created.workflow, createdAt: at, trigger }) };
  }
  const inputs: { [name: string]: Json } = {};
  for (const [name, input] of Object.entries(workflow.inputs ?? {})) {
    if (input.default !== undefined && referencesOf(input.default as Json).length === 0) inputs[name] = input.default as Json;
  }
  return { inputs };
}

const hidden = '••••••';

/** Secrets are never shown: each stands as dots. */
function secretsOf(value: Json): JsonObject {
  const names = referencesOf(value).flatMap(({ path }) => (path[0] === 'secrets' && typeof path[1] === 'string' ? [path[1]] : []));
  return Object.fromEntries(names.map((name) => [name, hidden]));
}
