// The expressions of a workflow, with what the names of tasks mean where they are written.
import type { Reference } from '../expression/compile.ts';
import { parseExpression } from '../expression/compile.ts';
import { expressionsIn } from '../expression/references.ts';
import type { Tasks } from '../graph/scope-graph.ts';
import type { Json } from '../json.ts';
import type { Hook, Task, Workflow } from '../schema.ts';
import { mapEntries, own, withField } from './record.ts';
import { joinPath } from './task-path.ts';

/** Tasks that a name may mean: those of the group first, then those around it. */
export type Scope = { readonly path: string; readonly tasks: Tasks; readonly outer: Scope | null };

/** Where a text stands. `owner` is the path of the task it belongs to; '' for outputs of the workflow and hooks. */
export type TextPlace = { readonly scope: Scope; readonly owner: string; readonly bare: boolean };

/** The scope of the tasks directly in a group; '' is the workflow. */
export function scopeOf(workflow: Workflow, group: string): Scope {
  let scope: Scope = { path: '', tasks: workflow.tasks, outer: null };
  for (const id of group === '' ? [] : group.split('.')) {
    scope = { path: joinPath(scope.path, id), tasks: own(scope.tasks, id)?.tasks ?? {}, outer: scope };
  }
  return scope;
}

type Change = (text: string, place: TextPlace) => string;

/** The path of the task that `tasks.<id>` means in a scope. */
export function resolveTask(scope: Scope, id: string): string | undefined {
  for (let at: Scope | null = scope; at; at = at.outer) if (Object.hasOwn(at.tasks, id)) return joinPath(at.path, id);
  return undefined;
}

/** Changes the texts that may hold expressions over tasks; what does not change is shared. */
export function mapExpressions(workflow: Workflow, change: Change): Workflow {
  const scope: Scope = { path: '', tasks: workflow.tasks, outer: null };
  const templates = (text: string) => change(text, { scope, owner: '', bare: false });
  const bare = (text: string) => change(text, { scope, owner: '', bare: true });
  let next = withField(workflow, 'tasks', mapTasks(scope, change));
  if (next.outputs) next = withField(next, 'outputs', mapTexts(next.outputs, templates));
  if (next.hooks) {
    const hooks = mapEntries(next.hooks as Record<string, Hook>, (hook) => mapHook(hook, templates, bare));
    next = withField(next, 'hooks', hooks as Workflow['hooks']);
  }
  return next;
}

type MapText = (text: string) => string;

function mapTasks(scope: Scope, change: Change): Record<string, Task> {
  return mapEntries(scope.tasks, (task, id) => {
    const owner = joinPath(scope.path, id);
    const template = (text: string) => change(text, { scope, owner, bare: false });
    const bare = (text: string) => change(text, { scope, owner, bare: true });
    const next = mapEach(mapHook(task, template, bare), template, bare);
    const withCache = next.cache?.key === undefined ? next : withField(next, 'cache', withField(next.cache, 'key', bare(next.cache.key)));
    return withCache.tasks ? mapInner(withCache, { path: owner, tasks: withCache.tasks, outer: scope }, change) : withCache;
  });
}

/** What a group says about its own tasks is read among them. */
function mapInner(group: Task, scope: Scope, change: Change): Task {
  const place = { scope, owner: scope.path };
  let next = withField(group, 'tasks', mapTasks(scope, change));
  if (next.outputs)
    next = withField(
      next,
      'outputs',
      mapTexts(next.outputs, (text) => change(text, { ...place, bare: false })),
    );
  if (next.until) {
    next = withField(next, 'until', withField(next.until, 'condition', change(next.until.condition, { ...place, bare: true })));
  }
  return next;
}

function mapHook<T extends Task | Hook>(task: T, template: MapText, bare: MapText): T {
  const next = task.with ? ({ ...task, with: mapTexts(task.with, template) } as T) : task;
  const sharing = next.with === task.with ? task : next;
  return typeof sharing.when === 'string' && bare(sharing.when) !== sharing.when ? { ...sharing, when: bare(sharing.when) } : sharing;
}

function mapEach(task: Task, template: MapText, bare: MapText): Task {
  if (!task.each) return task;
  const each = withField(task.each, 'in', mapTexts(task.each.in, template));
  return withField(task, 'each', each.key === undefined ? each : withField(each, 'key', bare(each.key)));
}

function mapTexts<T>(value: T, change: MapText): T {
  return mapJsonTexts(value as Json, change) as T;
}

function mapJsonTexts(value: Json, change: MapText): Json {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) return mapEntries(value as { readonly [key: string]: Json }, (part) => mapJsonTexts(part, change));
  const list = value.map((part: Json) => mapJsonTexts(part, change));
  return list.some((part, at) => part !== value[at]) ? list : value;
}

/** Puts `text` in the place of a reference, from its start to `end` (an offset in the expression's source). */
export type ReferenceEdit = { readonly end: number; readonly text: string };

/** A reference with the source it stands in; `start` is where that starts in the text. */
export type FoundReference = { readonly reference: Reference; readonly source: string; readonly start: number };

/** A reference to a task that exists, and the path of that task. */
export type TaskReference = FoundReference & { readonly meant: string };

/** Rewrites references to tasks; `rewrite` gives undefined for those that stay. */
export function rewriteReferences(
  workflow: Workflow,
  rewrite: (found: TaskReference, place: TextPlace) => ReferenceEdit | undefined,
): Workflow {
  return mapExpressions(workflow, (text, place) => rewriteText(text, taskReferences(text, place), (found) => rewrite(found, place)));
}

/** Rewrites some of the references found in a text. */
export function rewriteText<F extends FoundReference>(
  text: string,
  found: readonly F[],
  rewrite: (found: F) => ReferenceEdit | undefined,
): string {
  const edits = found.flatMap((one) => {
    const edit = rewrite(one);
    return edit ? [{ start: one.start + one.reference.start, end: one.start + edit.end, text: edit.text }] : [];
  });
  return edits.sort((a, b) => b.start - a.start).reduce((done, edit) => done.slice(0, edit.start) + edit.text + done.slice(edit.end), text);
}

/** References of one text to tasks that exist. */
export function taskReferences(text: string, place: TextPlace): TaskReference[] {
  return referencesFrom('tasks', text, place.bare).flatMap((found) => {
    const id = found.reference.path[1];
    const meant = id === undefined ? undefined : resolveTask(place.scope, String(id));
    return meant === undefined ? [] : [{ ...found, meant }];
  });
}

/** References of one text that start at a variable. Texts that do not parse have none. */
export function referencesFrom(variable: string, text: string, bare: boolean): FoundReference[] {
  if (!text.includes(variable)) return [];
  return expressionsIn(text, { bare }).flatMap(({ source, start }) => {
    const parsed = parseExpression(source);
    const references = parsed.ok ? parsed.value.references : [];
    return references.filter(({ path }) => path[0] === variable).map((reference) => ({ reference, source, start }));
  });
}
