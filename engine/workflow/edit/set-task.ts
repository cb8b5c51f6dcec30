import { type Failure, userFailure } from '../failure.ts';
import type { Json } from '../json.ts';
import type { JsonPath } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import { type Task, taskSchema, type Workflow } from '../schema.ts';
import { setAtPath } from './json-path.ts';
import { withField } from './record.ts';
import { changeTask, findTask } from './scope.ts';
import { checkValue } from './valid.ts';

/** Fields with edits of their own, which keep the graph whole. */
const structural: readonly (string | number)[] = ['tasks', 'type'];

/**
 * Sets one field of a task or a part of it (`['with', 'headers', 'accept']`, `['retry', 'attempts']`), or takes it away with
 * `undefined`. Failures: `task_not_found`, `invalid_path`, `invalid_value` (the format would not allow it).
 */
export function setTaskValue(
  workflow: Workflow,
  { path, at, value }: { readonly path: string; readonly at: JsonPath; readonly value: Json | undefined },
): Result<Workflow, Failure> {
  const task = findTask(workflow, path);
  if (!task.ok) return task;
  const [field] = at;
  if (field === undefined || structural.includes(field)) {
    return err(userFailure('invalid_path', `\`${field ?? ''}\` of \`${path}\` is changed on the canvas, not as a value.`));
  }
  // The tasks of a group are large, and not touched here.
  const { tasks, ...own } = task.value;
  const changed = setAtPath(own as Json, at, value);
  if (!changed.ok) return changed;
  if (changed.value === (own as Json)) return ok(workflow);
  const checked = checkValue(taskSchema, changed.value, `Task \`${path}\``);
  if (!checked.ok) return checked;
  const next = changed.value as Task;
  return ok(changeTask(workflow, path, (before) => inOrderOf(before, tasks ? { ...next, tasks } : next)));
}

/** Keeps the order of the fields that were there. */
function inOrderOf(before: Task, after: Task): Task {
  const kept = Object.keys(before).filter((key) => Object.hasOwn(after, key));
  const added = Object.keys(after).filter((key) => !Object.hasOwn(before, key));
  return Object.fromEntries([...kept, ...added].map((key) => [key, after[key as keyof Task]])) as Task;
}

/**
 * Gives a task another type; parameters stay unless others are given. Failures: `task_not_found`, `group_not_empty` (a group with
 * tasks in it becomes nothing else: ungroup it or remove them first).
 */
export function setTaskType(
  workflow: Workflow,
  { path, type, parameters }: { readonly path: string; readonly type: string; readonly parameters?: { readonly [name: string]: Json } },
): Result<Workflow, Failure> {
  const task = findTask(workflow, path);
  if (!task.ok) return task;
  if (task.value.type === type && !parameters) return ok(workflow);
  if (type !== 'group' && Object.keys(task.value.tasks ?? {}).length > 0) {
    return err(userFailure('group_not_empty', `The group \`${path}\` holds tasks. Ungroup it or remove them first.`));
  }
  return ok(changeTask(workflow, path, (before) => retype(before, type, parameters)));
}

function retype(before: Task, type: string, parameters: { readonly [name: string]: Json } | undefined): Task {
  const { tasks: _tasks, outputs: _outputs, until: _until, ...rest } = before;
  const { with: _with, ...withoutParameters } = rest;
  if (type === 'group') return before.type === 'group' ? before : { ...withoutParameters, type, tasks: {} };
  return parameters ? { ...rest, type, with: parameters } : { ...rest, type };
}

/** Disables tasks, or enables them again. Failure: `task_not_found`. */
export function setDisabled(
  workflow: Workflow,
  { paths, disabled }: { readonly paths: readonly string[]; readonly disabled: boolean },
): Result<Workflow, Failure> {
  let next = workflow;
  for (const path of paths) {
    const task = findTask(next, path);
    if (!task.ok) return task;
    next = changeTask(next, path, (before) => withField(before, 'disabled', disabled ? true : undefined));
  }
  return ok(next);
}
