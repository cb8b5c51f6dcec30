import type { Failure } from '../failure.ts';
import { ok, type Result } from '../result.ts';
import type { Task, Workflow } from '../schema.ts';
import { checkNewId } from './ids.ts';
import { type Position, placeTask } from './layout.ts';
import { withEntry } from './record.ts';
import { replaceTasks, tasksIn } from './scope.ts';
import { joinPath } from './task-path.ts';

export type NewTask = {
  /** Path of the group it is put into; '' or nothing: the workflow. */
  readonly group?: string;
  readonly id: string;
  readonly task: Task;
  readonly at?: Position;
  /** Id of the sibling it follows in the document. Default: the last one. */
  readonly after?: string;
};

/** Adds a task. Failures: `task_not_found`, `not_a_group` (the group), `invalid_id`, `id_taken`. */
export function addTask(workflow: Workflow, { group = '', id, task, at, after }: NewTask): Result<Workflow, Failure> {
  const tasks = tasksIn(workflow, group);
  if (!tasks.ok) return tasks;
  const checked = checkNewId(tasks.value, id);
  if (!checked.ok) return checked;
  const added = replaceTasks(workflow, group, withEntry(tasks.value, id, task, after === undefined ? {} : { after }));
  return ok(placeTask(added, joinPath(group, id), at));
}
