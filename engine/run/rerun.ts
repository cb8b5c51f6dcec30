// A new run that takes over results of an old one. History is never rewritten.
import { outerPaths } from '../workflow/edit/task-path.ts';
import type { Reference } from '../workflow/expression/analyze.ts';
import { referencesOf } from '../workflow/expression/references.ts';
import type { Json } from '../workflow/json.ts';
import type { Task } from '../workflow/schema.ts';
import { canonicalJson } from './cache-key.ts';
import type { RunChoices } from './event.ts';
import { inOrder } from './need-order.ts';
import { definitionPath } from './path.ts';
import type { NodeProgram, Program, ScopeProgram } from './program.ts';
import type { NodeState, Run, ScopeState, Unit } from './run.ts';
import type { StoredValue } from './stored-value.ts';

/** What has another value than in the old run: what reads it runs again. */
export type RerunChanges = {
  /** Names of inputs. */
  readonly changed?: ReadonlySet<string>;
  /** Names of variables. */
  readonly changedVars?: ReadonlySet<string>;
  /** Whether the environment has another name. */
  readonly isEnvironmentChanged?: boolean;
  /** Paths in the definition of tasks that the new run does not run, because results of some run stand for them. */
  readonly pinned?: Iterable<string>;
};

export type RerunFrom = ({ readonly from: 'failed' } | { readonly from: 'task'; readonly task: string }) & RerunChanges;

export type RerunTask = {
  readonly path: string;
  readonly action: 'reuse' | 'run';
  /** In plain words. */
  readonly why: string;
};

/** `reused` names units of the old run whose results the new one takes over; the host materializes their outputs. */
export type RerunPlan = {
  readonly tasks: readonly RerunTask[];
  readonly reused: ReadonlyMap<string, { readonly unit: Unit; readonly output: StoredValue }>;
};

/** `isSettled`: what stands on it sees what it saw in the old run. */
type Reason = { readonly reuse: boolean; readonly isSettled: boolean; readonly why: string };

function again(why: string): Reason {
  return { reuse: false, isSettled: false, why };
}

/**
 * Which tasks run again and which are taken over, and why. Taken over is what succeeded, is unchanged in the new definition, and stands on
 * nothing that runs again. Linear in tasks, needs and items.
 */
export function planRerun(old: Run, program: Program, selection: RerunFrom): RerunPlan {
  const tasks: RerunTask[] = [];
  const reused = new Map<string, { unit: Unit; output: StoredValue }>();
  const replaced = replacements(old.created, selection.pinned ?? []);
  planScope({ scope: program.root, old: old.root, selection, replaced, prefix: '' }, { tasks, reused });
  return { tasks, reused };
}

type ScopePlan = {
  readonly scope: ScopeProgram;
  readonly old: ScopeState | null;
  readonly selection: RerunFrom;
  /** Why what tasks gave in the old run does not count, by path in the definition. */
  readonly replaced: ReadonlyMap<string, string>;
  readonly prefix: string;
};
type Collected = { readonly tasks: RerunTask[]; readonly reused: Map<string, { unit: Unit; output: StoredValue }> };

function planScope(place: ScopePlan, collected: Collected): void {
  const { scope, old, prefix } = place;
  const reasons = new Map<number, Reason>();
  for (const node of inOrder(scope)) {
    const before = oldNode(old, node.id);
    const reason = decide(place, node, { before, reasons });
    reasons.set(node.index, reason);
    const path = prefix + node.id;
    collected.tasks.push({ path, action: reason.reuse ? 'reuse' : 'run', why: reason.why });
    if (!before) continue;
    if (reason.reuse) reuse(before.unit, collected);
    else if (standsOnSettled(node, reasons)) planInside(place, node, { before, collected });
  }
}

/**
 * What was pinned is no result of the old run, and what is pinned now has another; a group stands and falls with its members. Of the groups
 * around the task that the old run went up to, the outputs are missing.
 */
function replacements({ pinned = {}, upTo }: RunChoices, pinnedNow: Iterable<string>): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const group of pathsAround(upTo ?? '')) reasons.set(group, 'only a part of it had run');
  for (const [paths, why] of [
    [Object.keys(pinned), 'its result was pinned'],
    [pinnedNow, 'its result is pinned'],
  ] as const) {
    for (const path of paths) {
      for (const group of pathsAround(path)) reasons.set(group, 'a result in it is pinned');
      reasons.set(path, why);
    }
  }
  return reasons;
}

/** `a.b.c` → `a`, `a.b` */
function pathsAround(path: string): readonly string[] {
  return outerPaths(path).slice(0, -1);
}

function oldNode(scope: ScopeState | null, id: string): NodeState | undefined {
  const index = scope?.program.indexOf.get(id);
  return index === undefined ? undefined : scope?.nodes[index];
}

type NodePlan = { readonly before: NodeState | undefined; readonly reasons: ReadonlyMap<number, Reason> };

function decide({ scope, selection, replaced, prefix }: ScopePlan, node: NodeProgram, { before, reasons }: NodePlan): Reason {
  const path = prefix + node.id;
  if (!before) return again('it is new in the workflow');
  if (isChosen(selection, path)) return again('it was chosen');
  if (definitionOf(node) !== definitionOf(before.program)) return again('its definition changed');
  const upstream = node.needs.find((need) => reasons.get(need.from)?.isSettled === false);
  if (upstream) return again(`${scope.nodes[upstream.from]?.id ?? ''} runs again`);
  const change = changeReadBy(node.task, selection);
  if (change !== null) return again(`${change} changed`);
  return decideUnlessReplaced(before, replaced);
}

/** The task itself, or something inside it. */
function isChosen(selection: RerunFrom, path: string): boolean {
  if (selection.from !== 'task') return false;
  const { task } = selection;
  return task === path || task.startsWith(`${path}.`) || task.startsWith(`${path}[`);
}

function decideUnlessReplaced(before: Pick<NodeState, 'unit' | 'program'>, replaced: ScopePlan['replaced']): Reason {
  const why = replaced.size === 0 ? undefined : replaced.get(definitionPath(before.unit.path));
  return why === undefined ? decideByEnd(before) : again(why);
}

function decideByEnd({ unit, program }: Pick<NodeState, 'unit' | 'program'>): Reason {
  const { status } = unit;
  // Its result is not what it gives but that it ends the run.
  if (status === 'succeeded' && program.task.type === 'flow.stop') return again('it ended the run');
  if (status === 'succeeded') return { reuse: true, isSettled: true, why: 'it succeeded' };
  if (unit.skip?.reason === 'not_selected') return again('it had been left out');
  if (status === 'skipped') return { reuse: false, isSettled: isSkippedAgain(unit), why: 'it was skipped and is decided anew' };
  if (status === 'pending') return again('it had not begun');
  return again(`it ${status === 'failed' ? 'failed' : `was ${status}`}`);
}

/** Whether the same upstream results skip it again: its condition must read nothing else. */
function isSkippedAgain({ skip, node }: Unit): boolean {
  const { when } = node.program.task;
  if (skip?.reason !== 'when' || typeof when !== 'string') return skip?.reason !== 'upstream_failed';
  return referencesOf(when, { bare: true }).every(({ path }) => path[0] === 'tasks');
}

/** What matters to a run: everything but name and description, which are for the eye. */
function definitionOf({ task }: NodeProgram): string {
  const { name: _name, description: _description, ...rest } = task;
  return canonicalJson(rest as Parameters<typeof canonicalJson>[0]);
}

function standsOnSettled(node: NodeProgram, reasons: ReadonlyMap<number, Reason>): boolean {
  return node.needs.every((need) => reasons.get(need.from)?.isSettled !== false);
}

type InsidePlan = { readonly before: NodeState; readonly collected: Collected };

/** Inside a group or among items that did not succeed as a whole, what did succeed is kept; beside a chosen item, the other items are. */
function planInside(place: ScopePlan, node: NodeProgram, { before, collected }: InsidePlan): void {
  const { selection } = place;
  if (definitionOf(node) !== definitionOf(before.program) || node.task.until) return;
  if (selection.from === 'task' && !selection.task.startsWith(`${before.unit.path}[`)) return;
  if (!before.items) return planBody(place, node, { unit: before.unit, collected });
  // Other items might stand at the same places.
  if (changeReadBy(node.task, selection) !== null) return;
  for (const unit of before.items.units) if (unit) planItem(place, node, { unit, collected });
}

type UnitPlan = { readonly unit: Unit; readonly collected: Collected };

function planItem(place: ScopePlan, node: NodeProgram, { unit, collected }: UnitPlan): void {
  const { action, why } = decideItem(unit, place);
  collected.tasks.push({ path: unit.path, action, why });
  if (action === 'reuse') reuse(unit, collected);
  else if (place.selection.from === 'failed') planBody(place, node, { unit, collected });
}

function decideItem(unit: Unit, { selection, replaced }: ScopePlan): Omit<RerunTask, 'path'> {
  if (isChosen(selection, unit.path)) return { action: 'run', why: 'it was chosen' };
  const { reuse, why } = decideUnlessReplaced({ program: unit.node.program, unit }, replaced);
  return { action: reuse ? 'reuse' : 'run', why };
}

function planBody(place: ScopePlan, node: NodeProgram, { unit, collected }: UnitPlan): void {
  if (node.body) planScope({ ...place, scope: node.body, old: unit.body, prefix: `${unit.path}.` }, collected);
}

/** The first of the changes that the task, or anything inside it, reads: `input day`. */
function changeReadBy(task: Task, { changed, changedVars, isEnvironmentChanged }: RerunChanges): string | null {
  if (!changed?.size && !changedVars?.size && !isEnvironmentChanged) return null;
  for (const { path } of readBy(task)) {
    const [root, name] = path;
    if (root === 'environment' && isEnvironmentChanged) return 'the environment';
    const names = root === 'inputs' ? changed : root === 'vars' ? changedVars : undefined;
    if (!names?.size) continue;
    const kind = root === 'inputs' ? 'input' : 'variable';
    // Read under a name that is only known at run time, or all of them at once.
    if (typeof name !== 'string') return `${kind} ${[...names].join(', ')}`;
    if (names.has(name)) return `${kind} ${name}`;
  }
  return null;
}

function readBy(task: Task): readonly Reference[] {
  const { when, each, cache, until, tasks, retry } = task;
  const conditions = [when, each?.key, cache?.key, until?.condition, retry?.on?.if, retry?.notOn?.if];
  const bare = conditions.filter((condition) => typeof condition === 'string');
  const inner = Object.values(tasks ?? {}).flatMap(readBy);
  return [
    ...referencesOf([task.with ?? null, each?.in ?? null, task.outputs ?? null] as Json),
    ...referencesOf(bare, { bare: true }),
    ...inner,
  ];
}

function reuse(unit: Unit, { reused }: Collected): void {
  if (unit.output) reused.set(unit.path, { unit, output: unit.output });
}
