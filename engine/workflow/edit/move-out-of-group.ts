import { type Failure, userFailure } from '../failure.ts';
import { wouldCloseCycle } from '../graph/path.ts';
import { scopeGraph, type Tasks } from '../graph/scope-graph.ts';
import type { Need } from '../needs.ts';
import { err, ok, type Result } from '../result.ts';
import type { Task, Workflow } from '../schema.ts';
import { type Scope, scopeOf } from './expressions.ts';
import { allNeeds, checkGroupPort } from './group-borders.ts';
import { readThroughOutputs } from './group-outputs.ts';
import { shiftPositions } from './layout.ts';
import type { Moved } from './move-into-group.ts';
import { movePaths } from './path-keys.ts';
import { own, withEntry, withField, withFilled, withoutEntries } from './record.ts';
import { renameFresh } from './rename-fresh.ts';
import { replaceTasks, type Selection, selectTasks } from './scope.ts';
import { needsOf, withNeeds } from './task-needs.ts';
import { groupOf, idOf, isWithin, joinPath } from './task-path.ts';

/**
 * Moves tasks out of their group, behind it. What they need inside becomes a need of the group, what needs them inside makes the
 * group need them; without either they need what the group needs.
 */
export function moveOutOfGroup(before: Workflow, paths: readonly string[]): Result<Moved, Failure> {
  const groupPath = groupOf(paths[0] ?? '');
  const outerPath = groupOf(groupPath);
  const unique = renameFresh(before, paths, (workflow) => namesInSight(scopeOf(workflow, outerPath)));
  if (!unique.ok) return unique;
  const selected = selectTasks(unique.value.workflow, unique.value.paths);
  if (!selected.ok) return selected;
  const checked = checkLeaving(selected.value, idOf(groupPath));
  if (!checked.ok) return checked;
  const read = rewriteReads(unique.value.workflow, selected.value, groupPath);
  const after = selectTasks(read, unique.value.paths);
  if (!after.ok) return after;
  const around = selectTasks(read, [groupPath]);
  if (!around.ok) return around;
  const spread = takeOut(around.value.tasks, idOf(groupPath), after.value);
  const moves = new Map(unique.value.paths.map((path) => [path, joinPath(outerPath, idOf(path))]));
  const placed = shiftPositions(read, unique.value.paths, groupPath, 1);
  return ok({ workflow: movePaths(replaceTasks(placed, outerPath, spread), moves), paths: [...moves.values()] });
}

/** All names that expressions of a scope can use: a task that comes in must hide none of them. */
export function namesInSight(scope: Scope): Tasks {
  return scope.outer ? { ...namesInSight(scope.outer), ...scope.tasks } : scope.tasks;
}

function checkLeaving({ ids, tasks }: Selection, group: string): Result<null, Failure> {
  const moved = new Set(ids);
  for (const { id, need } of allNeeds(tasks)) {
    const port = moved.has(id) && !moved.has(need.task) ? checkGroupPort(need, id) : ok(null);
    if (!port.ok) return port;
  }
  const graph = scopeGraph(collapse(tasks, moved, group));
  const needsGroup = ids.find((id) => graph.upstream[graph.indexOf.get(id) ?? -1]?.includes(graph.indexOf.get(group) ?? -1));
  const cycle = needsGroup === undefined ? null : wouldCloseCycle(graph, group, needsGroup);
  if (!cycle) return ok(null);
  const message = `\`${needsGroup}\` stands between tasks of the group \`${group}\`: it would have to run before the group and after it.`;
  return err(userFailure('would_close_cycle', message, { cycle: [...cycle] }));
}

/** The tasks as they would stand beside the group, with what stays in it as one. */
function collapse(tasks: Tasks, moved: ReadonlySet<string>, group: string): Tasks {
  const nameOf = (id: string) => (moved.has(id) ? id : group);
  const needs = new Map<string, Need[]>([[group, []]]);
  for (const id of moved) needs.set(id, []);
  for (const { id, need } of allNeeds(tasks)) {
    if (nameOf(id) !== nameOf(need.task)) needs.get(nameOf(id))?.push({ task: nameOf(need.task), port: 'done' });
  }
  return Object.fromEntries([...needs].map(([id, list]) => [id, withNeeds({ type: '' }, list)]));
}

function rewriteReads(workflow: Workflow, { group, ids, tasks }: Selection, groupPath: string): Workflow {
  const moved = ids.map((id) => joinPath(group, id));
  const staying = Object.keys(tasks).filter((id) => !ids.includes(id));
  const around = selectTasks(workflow, [groupPath]);
  if (!around.ok) return workflow;
  const id = idOf(groupPath);
  const through = readThroughOutputs(workflow, {
    id,
    outputs: own(around.value.tasks, id)?.outputs ?? {},
    tasks: new Set(staying.map((task) => joinPath(groupPath, task))),
    isInside: (owner) => !moved.some((path) => isWithin(owner, path)),
  });
  const after = selectTasks(through.workflow, [groupPath]);
  if (!after.ok) return workflow;
  const changed = withFilled(own(after.value.tasks, id) as Task, 'outputs', { ...through.outputs });
  return replaceTasks(through.workflow, after.value.group, { ...after.value.tasks, [id]: changed });
}

function takeOut(outer: Tasks, groupId: string, { ids, tasks }: Selection): Tasks {
  const moved = new Set(ids);
  const group = own(outer, groupId) as Task;
  const neededInside: Need[] = [];
  const inner = Object.fromEntries(
    Object.entries(withoutEntries(tasks, moved)).map(([id, task]): [string, Task] => {
      neededInside.push(...needsOf(task).filter((need) => moved.has(need.task)));
      return [
        id,
        withNeeds(
          task,
          needsOf(task).filter((need) => !moved.has(need.task)),
        ),
      ];
    }),
  );
  const next = withNeeds({ ...group, tasks: inner }, [...needsOf(group), ...neededInside]);
  let result: Tasks = { ...outer, [groupId]: next };
  let after = groupId;
  for (const id of ids) {
    result = withEntry(result, id, arrive(tasks[id] as Task, group, groupId, moved), { after });
    after = id;
  }
  return result;
}

/** A task that waited for nothing in the group waited for the group's own needs. */
function arrive(task: Task, group: Task, groupId: string, moved: ReadonlySet<string>): Task {
  if (!task.needs || task.needs.length === 0) {
    const inherited = withNeeds(task, needsOf(group));
    return task.join === undefined && group.join ? withField(inherited, 'join', group.join) : inherited;
  }
  return withNeeds(
    task,
    needsOf(task).map((need) => (moved.has(need.task) ? need : { ...need, task: groupId })),
  );
}
