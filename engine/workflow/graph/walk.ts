import type { JsonPath } from '../problem.ts';
import type { Task, Workflow } from '../schema.ts';
import type { Tasks } from './scope-graph.ts';

/** A task and where it stands. */
export type TaskPlace = {
  readonly id: string;
  readonly task: Task;
  /** `store.upsert`: the ids of its groups and its own. */
  readonly path: string;
  /** `['tasks', 'store', 'tasks', 'upsert']` */
  readonly jsonPath: JsonPath;
  /** The tasks it may need. */
  readonly siblings: Tasks;
  /** The group it is in; null at the top. */
  readonly group: TaskPlace | null;
};

/** Every task of every group, a group before its tasks, in document order. */
export function* walkTasks(workflow: Pick<Workflow, 'tasks'>): Generator<TaskPlace> {
  const pending = placesOf(workflow.tasks, null).reverse();
  for (let place = pending.pop(); place; place = pending.pop()) {
    yield place;
    const inner = place.task.tasks;
    if (inner) for (const child of placesOf(inner, place).reverse()) pending.push(child);
  }
}

function placesOf(tasks: Tasks, group: TaskPlace | null): TaskPlace[] {
  return Object.entries(tasks).map(([id, task]) => ({
    id,
    task,
    path: group ? `${group.path}.${id}` : id,
    jsonPath: [...(group?.jsonPath ?? []), 'tasks', id],
    siblings: tasks,
    group,
  }));
}

/** The task at `store.upsert`, or undefined. */
export function taskAt(workflow: Pick<Workflow, 'tasks'>, path: string): Task | undefined {
  let tasks: Tasks | undefined = workflow.tasks;
  let task: Task | undefined;
  for (const id of path.split('.')) {
    task = tasks && Object.hasOwn(tasks, id) ? tasks[id] : undefined;
    tasks = task?.tasks;
  }
  return task;
}

/** `store.upsert` as a place in the document: `['tasks', 'store', 'tasks', 'upsert']`. */
export function jsonPathOf(path: string): JsonPath {
  return path.split('.').flatMap((id) => ['tasks', id]);
}
