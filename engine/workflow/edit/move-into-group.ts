import { type Failure, userFailure } from '../failure.ts';
import type { Tasks } from '../graph/scope-graph.ts';
import type { Need } from '../needs.ts';
import { err, ok, type Result } from '../result.ts';
import type { Task, Workflow } from '../schema.ts';
import { mapExpressions, scopeOf, taskReferences } from './expressions.ts';
import { allNeeds, checkGroupPort, checkNoWayThroughOutside, sinksOf } from './group-borders.ts';
import { readThroughOutputs, readWithoutOutputs } from './group-outputs.ts';
import { shiftPositions } from './layout.ts';
import { movePaths } from './path-keys.ts';
import { own, withField, withFilled, withoutEntries } from './record.ts';
import { renameFresh } from './rename-fresh.ts';
import { replaceTasks, type Selection, selectTasks } from './scope.ts';
import { needsOf, replaceAllNeeds, withNeeds } from './task-needs.ts';
import { groupOf, idOf, isWithin, joinPath } from './task-path.ts';

export type Moved = { readonly workflow: Workflow; readonly paths: readonly string[] };

/**
 * Moves tasks into a group beside them. What they need outside becomes a need of the group, what needs them needs the group;
 * expressions outside read them through its outputs.
 */
export function moveIntoGroup(before: Workflow, paths: readonly string[], groupPath: string): Result<Moved, Failure> {
  const unique = renameFresh(before, paths, (workflow) => tasksOfGroup(workflow, groupPath));
  if (!unique.ok) return unique;
  const selected = selectTasks(unique.value.workflow, unique.value.paths);
  if (!selected.ok) return selected;
  const checked = checkMove(unique.value.workflow, selected.value, groupPath);
  if (!checked.ok) return checked;
  const read = rewriteReads(unique.value.workflow, selected.value, groupPath);
  const after = selectTasks(read, unique.value.paths);
  if (!after.ok) return after;
  const nested = nest(after.value, idOf(groupPath));
  const moves = new Map(unique.value.paths.map((path) => [path, joinPath(groupPath, idOf(path))]));
  const placed = shiftPositions(read, unique.value.paths, groupPath, -1);
  return ok({ workflow: movePaths(replaceTasks(placed, after.value.group, nested), moves), paths: [...moves.values()] });
}

function tasksOfGroup(workflow: Workflow, groupPath: string): Tasks {
  const siblings = selectTasks(workflow, [groupPath]);
  return siblings.ok ? (own(siblings.value.tasks, idOf(groupPath))?.tasks ?? {}) : {};
}

function checkMove(workflow: Workflow, { ids, tasks }: Selection, groupPath: string): Result<null, Failure> {
  const group = idOf(groupPath);
  const moved = new Set(ids);
  for (const { id, need } of allNeeds(tasks)) {
    const leaves = moved.has(need.task) && !moved.has(id) && id !== group;
    const reads = moved.has(id) && need.task === group;
    if (reads && need.port !== 'done') return err(needsEndOfGroup(id, need));
    const port = leaves ? checkGroupPort(need, id) : ok(null);
    if (!port.ok) return port;
  }
  const captured = findCapture(
    workflow,
    ids.map((id) => joinPath(groupOf(groupPath), id)),
    groupPath,
  );
  if (captured) return err(captured);
  return checkNoWayThroughOutside(tasks, new Set([...ids, group]));
}

function needsEndOfGroup(id: string, need: Need): Failure {
  const message = `\`${id}\` needs \`${need.task}:${need.port}\`: inside the group it could not wait for how the group ends. Take this need away first.`;
  return userFailure('group_port', message, { task: id, need: `${need.task}:${need.port}` });
}

/** Inside the group a name may mean another task than outside. */
function findCapture(workflow: Workflow, moved: readonly string[], groupPath: string): Failure | undefined {
  const inner = tasksOfGroup(workflow, groupPath);
  let failure: Failure | undefined;
  mapExpressions(workflow, (text, place) => {
    if (failure || !text.includes('tasks') || !moved.some((path) => isWithin(place.owner, path))) return text;
    const hidden = taskReferences(text, place).find(
      ({ meant }) => !moved.includes(meant) && groupOf(meant) === groupOf(groupPath) && Object.hasOwn(inner, idOf(meant)),
    );
    const name = hidden && idOf(hidden.meant);
    if (name) {
      const message = `\`${place.owner}\` reads \`${name}\`, and in the group that name is another task. Rename one of the two first.`;
      failure = userFailure('name_captured', message, { id: name, task: place.owner });
    }
    return text;
  });
  return failure;
}

function rewriteReads(workflow: Workflow, { group, ids, tasks }: Selection, groupPath: string): Workflow {
  const moved = ids.map((id) => joinPath(group, id));
  const isMoved = (owner: string) => moved.some((path) => isWithin(owner, path));
  const target = own(tasks, idOf(groupPath));
  const scope = scopeOf(workflow, groupPath);
  const direct = readWithoutOutputs(workflow, { path: groupPath, outputs: target?.outputs ?? {}, scope, isWanted: isMoved });
  const through = readThroughOutputs(direct, {
    id: idOf(groupPath),
    outputs: target?.outputs ?? {},
    tasks: new Set(moved),
    isInside: (owner) => isMoved(owner) || isWithin(owner, groupPath),
  });
  const after = selectTasks(through.workflow, [groupPath]);
  if (!after.ok) return through.workflow;
  const id = idOf(groupPath);
  const changed = withFilled(own(after.value.tasks, id) as Task, 'outputs', { ...through.outputs });
  return replaceTasks(through.workflow, group, { ...after.value.tasks, [id]: changed });
}

/** The tasks of the outer scope once the chosen ones are in the group. */
function nest({ ids, tasks }: Selection, groupId: string): Tasks {
  const moved = new Set(ids);
  const group = own(tasks, groupId) as Task;
  const inner = group.tasks ?? {};
  const entries = ids.map((id) => [id, tasks[id] as Task] as const);
  const isHoisted = (need: Need) => !moved.has(need.task) && need.task !== groupId;
  const hoisted = entries.flatMap(([, task]) => needsOf(task).filter(isHoisted));
  const join = Object.keys(inner).length === 0 && !group.needs ? commonJoin(entries, isHoisted) : undefined;
  const sinks = sinksOf(inner).map((task): Need => ({ task, port: 'done' }));
  const arrived = entries.map(([id, task]): [string, Task] => {
    const needs = needsOf(task).flatMap((need) => (need.task === groupId ? sinks : isHoisted(need) ? [] : [need]));
    const next = withNeeds(task, needs);
    return [id, join && needs.length === 0 ? withField(next, 'join', undefined) : next];
  });
  const toRoots = needsOf(group).filter((need) => moved.has(need.task));
  const stayed = Object.entries(inner).map(([id, task]): [string, Task] => [id, task.needs ? task : withNeeds(task, toRoots)]);
  const ownNeeds = needsOf(group).filter((need) => !moved.has(need.task));
  const next = withNeeds({ ...group, ...(join ? { join } : {}), tasks: Object.fromEntries([...stayed, ...arrived]) }, [
    ...ownNeeds,
    ...hoisted,
  ]);
  const left = { ...withoutEntries(tasks, moved), [groupId]: next };
  return replaceAllNeeds(left, (need, id) => [moved.has(need.task) && id !== groupId ? { ...need, task: groupId } : need]);
}

/** The join of the tasks that waited for something outside, when they all have the same. */
function commonJoin(entries: readonly (readonly [string, Task])[], isHoisted: (need: Need) => boolean): Task['join'] {
  const joins = new Set(entries.filter(([, task]) => needsOf(task).some(isHoisted)).map(([, task]) => task.join));
  return joins.size === 1 ? [...joins][0] : undefined;
}
