// Tasks and notes on their way: copied, pasted, duplicated.
import * as z from 'zod';
import { renameTaskInText } from '../expression/rename.ts';
import type { Failure } from '../failure.ts';
import type { Tasks } from '../graph/scope-graph.ts';
import { ok, type Result } from '../result.ts';
import { noteSchema, type Task, taskIdPattern, taskSchema, type Workflow } from '../schema.ts';
import { mapExpressions, taskReferences } from './expressions.ts';
import { freshId, isSafeKey } from './ids.ts';
import { cornerOf, type Position } from './layout.ts';
import { addNotes, type Note } from './notes.ts';
import { renameKeys } from './record.ts';
import { replaceTasks, selectTasks, tasksIn } from './scope.ts';
import { replaceAllNeeds } from './task-needs.ts';
import { groupOf, isWithin, joinPath } from './task-path.ts';
import { checkValue } from './valid.ts';

/** Tasks of one scope and notes as JSON, as they lie on the clipboard. Places by path within the fragment; notes count from its group. */
export type Fragment = {
  readonly tasks: Tasks;
  readonly layout?: { readonly [path: string]: Position };
  readonly notes?: readonly Note[];
};

const fragmentSchema = z.strictObject({
  tasks: z.record(z.string().regex(taskIdPattern).refine(isSafeKey), taskSchema),
  layout: z.record(z.string(), z.tuple([z.number(), z.number()])).optional(),
  notes: z.array(noteSchema).optional(),
});

/** Reads what somebody pasted. Failure: `invalid_value`. */
export function parseFragment(value: unknown): Result<Fragment, Failure> {
  const checked = checkValue(fragmentSchema, value, 'The clipboard');
  if (!checked.ok) return checked;
  const { tasks, layout, notes } = checked.value;
  return ok({ tasks, ...(layout ? { layout } : {}), ...(notes ? { notes } : {}) });
}

/** What is copied: tasks of one group by path, and notes by index. */
export type Parts = { readonly paths?: readonly string[]; readonly notes?: readonly number[] };

/**
 * The chosen tasks with their places, and the chosen notes. Needs on others stay in the text; `paste` decides about them.
 * Failures: `nothing_selected`, `different_groups`, `task_not_found`.
 */
export function copyParts(workflow: Workflow, { paths = [], notes = [] }: Parts): Result<Fragment, Failure> {
  const copied = paths.length > 0 || notes.length === 0 ? copyTasks(workflow, paths) : ok({ tasks: {} });
  if (!copied.ok || notes.length === 0) return copied;
  const [left, top] = cornerOf(workflow, groupOf(paths[0] ?? ''));
  const chosen = notes.flatMap((index) => workflow.layout?.notes?.[index] ?? []);
  return ok({ ...copied.value, notes: chosen.map((note) => shiftNote(note, [-left, -top])) });
}

function shiftNote(note: Note, [x, y]: Position): Note {
  return { ...note, at: [note.at[0] + x, note.at[1] + y] };
}

function copyTasks(workflow: Workflow, paths: readonly string[]): Result<Fragment, Failure> {
  const selection = selectTasks(workflow, paths);
  if (!selection.ok) return selection;
  const { group, ids, tasks } = selection.value;
  const prefix = group === '' ? '' : `${group}.`;
  const places = Object.entries(workflow.layout?.tasks ?? {})
    .filter(([path]) => ids.some((id) => isWithin(path, joinPath(group, id))))
    .map(([path, at]) => [path.slice(prefix.length), at]);
  const copied = Object.fromEntries(ids.map((id) => [id, tasks[id] as Task]));
  return ok({ tasks: copied, ...(places.length > 0 ? { layout: Object.fromEntries(places) } : {}) });
}

export type Paste = {
  readonly fragment: Fragment;
  /** Path of the group it goes into; '' or nothing: the workflow. */
  readonly group?: string;
  /** Added to every place, in pixels. Default: 40 to the right and down. */
  readonly offset?: Position;
  /** Whether needs on tasks that are not in the fragment, but are there, are kept. Default: false. */
  readonly keepsOuterNeeds?: boolean;
};

/**
 * Adds the tasks of a fragment under fresh ids; their needs and expressions among each other follow. Notes go behind those there are.
 * Failures: `task_not_found`, `not_a_group` (the group), `invalid_value` (the notes).
 */
export function pasteParts(
  workflow: Workflow,
  { fragment, group = '', offset = [40, 40], keepsOuterNeeds = false }: Paste,
): Result<Workflow, Failure> {
  const tasks = tasksIn(workflow, group);
  if (!tasks.ok) return tasks;
  const names = freshNames(tasks.value, fragment.tasks);
  const nameOf = (id: string) => names.get(id) ?? id;
  const renamed = replaceAllNeeds(renameKeys(renameInExpressions(fragment.tasks, names), nameOf), (need) => {
    if (names.has(need.task)) return [{ ...need, task: nameOf(need.task) }];
    return keepsOuterNeeds && Object.hasOwn(tasks.value, need.task) ? [need] : [];
  });
  const added = replaceTasks(workflow, group, { ...tasks.value, ...renamed });
  const [left, top] = cornerOf(workflow, group);
  const notes = (fragment.notes ?? []).map((note) => shiftNote(note, [Math.round(left + offset[0]), Math.round(top + offset[1])]));
  return addNotes(placeFragment(added, group, fragment, nameOf, offset), { notes });
}

/** Copies tasks and notes beside themselves; tasks keep what they need. Failures: those of `copyParts` and `pasteParts`. */
export function duplicateParts(
  workflow: Workflow,
  { offset, ...parts }: Parts & { readonly offset?: Position },
): Result<Workflow, Failure> {
  const fragment = copyParts(workflow, parts);
  if (!fragment.ok) return fragment;
  const group = groupOf(parts.paths?.[0] ?? '');
  return pasteParts(workflow, { fragment: fragment.value, group, keepsOuterNeeds: true, ...(offset ? { offset } : {}) });
}

function freshNames(there: Tasks, coming: Tasks): Map<string, string> {
  const names = new Map<string, string>();
  const taken = { ...there };
  for (const [id, task] of Object.entries(coming)) {
    const name = freshId(taken, id);
    names.set(id, name);
    taken[name] = task;
  }
  return names;
}

/** All at once, by way of names nobody has: one task's new name may be another one's old name. */
function renameInExpressions(tasks: Tasks, names: ReadonlyMap<string, string>): Tasks {
  const between = new Map([...names].filter(([from, to]) => from !== to).map(([from, to], at) => [from, { from, via: `Pasted${at}`, to }]));
  const document: Workflow = { format: 1, id: 'fragment', tasks: { ...tasks } };
  return mapExpressions(document, (text, place) => {
    const read = new Set(taskReferences(text, place).map(({ meant }) => meant));
    const changes = [...read].flatMap((id) => between.get(id) ?? []);
    const apart = changes.reduce((done, { from, via }) => renameTaskInText(done, from, via, place), text);
    return changes.reduce((done, { via, to }) => renameTaskInText(done, via, to, place), apart);
  }).tasks;
}

function placeFragment(workflow: Workflow, group: string, fragment: Fragment, nameOf: (id: string) => string, offset: Position): Workflow {
  const places = Object.entries(fragment.layout ?? {}).map(([path, [x, y]]): [string, [number, number]] => {
    const [id = '', ...inner] = path.split('.');
    const key = joinPath(group, [nameOf(id), ...inner].join('.'));
    return [key, inner.length === 0 ? [Math.round(x + offset[0]), Math.round(y + offset[1])] : [x, y]];
  });
  if (places.length === 0) return workflow;
  return { ...workflow, layout: { ...workflow.layout, tasks: { ...workflow.layout?.tasks, ...Object.fromEntries(places) } } };
}
