import { freshId } from '../../engine/workflow/edit/ids.ts';
import { tasksIn } from '../../engine/workflow/edit/scope.ts';
import type { Task, Workflow } from '../../engine/workflow/schema.ts';

/** A task of a type as it begins, with a free id in its group. A group begins with a task in it: an empty one is an error. */
export function newTask(workflow: Workflow, type: string, group: string): { readonly id: string; readonly task: Task } {
  const tasks = tasksIn(workflow, group);
  const id = freshId(tasks.ok ? tasks.value : {}, type.slice(type.lastIndexOf('.') + 1));
  if (type !== 'group') return { id, task: { type } };
  return { id, task: { type, tasks: { step: { type: 'data.set', with: { values: {} } } } } };
}
