// Reading and replacing the tasks of one scope: the workflow itself or a group.
import { type Failure, userFailure } from '../failure.ts';
import type { Tasks } from '../graph/scope-graph.ts';
import { taskAt } from '../graph/walk.ts';
import { err, ok, type Result } from '../result.ts';
import type { Task, Workflow } from '../schema.ts';
import { own, withField } from './record.ts';
import { groupOf, idOf } from './task-path.ts';

/** Tasks that an edit is about, all in one scope. */
export type Selection = { readonly group: string; readonly ids: readonly string[]; readonly tasks: Tasks };

export function taskNotFound(path: string): Failure {
  return userFailure('task_not_found', `There is no task \`${path}\` any more. Select it again.`, { task: path });
}

/** The task at a path, as a Result. */
export function findTask(workflow: Workflow, path: string): Result<Task, Failure> {
  const task = taskAt(workflow, path);
  return task ? ok(task) : err(taskNotFound(path));
}

/** The tasks directly in a group; '' is the workflow. */
export function tasksIn(workflow: Workflow, group: string): Result<Tasks, Failure> {
  if (group === '') return ok(workflow.tasks);
  const task = taskAt(workflow, group);
  if (!task) return err(taskNotFound(group));
  if (task.type === 'group') return ok(task.tasks ?? {});
  return err(userFailure('not_a_group', `\`${group}\` is a ${task.type} task: only groups hold tasks.`, { task: group }));
}

export function selectTasks(workflow: Workflow, paths: readonly string[]): Result<Selection, Failure> {
  const [first] = paths;
  if (first === undefined) return err(userFailure('nothing_selected', 'No task is selected. Select one or more first.'));
  const group = groupOf(first);
  const stranger = paths.find((path) => groupOf(path) !== group);
  if (stranger !== undefined) {
    return err(userFailure('different_groups', `\`${first}\` and \`${stranger}\` are not in the same group. Select tasks of one group.`));
  }
  const tasks = tasksIn(workflow, group);
  if (!tasks.ok) return tasks;
  const missing = paths.find((path) => !Object.hasOwn(tasks.value, idOf(path)));
  if (missing !== undefined) return err(taskNotFound(missing));
  const chosen = new Set(paths.map(idOf));
  return ok({ group, ids: Object.keys(tasks.value).filter((id) => chosen.has(id)), tasks: tasks.value });
}

/** Puts other tasks in a group that exists; everything beside the way to it is shared. */
export function replaceTasks(workflow: Workflow, group: string, tasks: Tasks): Workflow {
  if (group === '') return workflow.tasks === tasks ? workflow : { ...workflow, tasks: tasks as Workflow['tasks'] };
  return changeTask(workflow, group, (task) => withField(task, 'tasks', tasks as Workflow['tasks']));
}

/** Changes one task that exists. */
export function changeTask(workflow: Workflow, path: string, change: (task: Task) => Task): Workflow {
  const group = groupOf(path);
  const siblings = group === '' ? workflow.tasks : (taskAt(workflow, group)?.tasks ?? {});
  const task = own(siblings, idOf(path));
  if (!task) return workflow;
  const next = change(task);
  return next === task ? workflow : replaceTasks(workflow, group, { ...siblings, [idOf(path)]: next });
}
