import { type Failure, userFailure } from '../failure.ts';
import type { Tasks } from '../graph/scope-graph.ts';
import { type Need, parseNeed } from '../needs.ts';
import { err, ok, type Result } from '../result.ts';
import type { Task, Workflow } from '../schema.ts';
import { scopeOf } from './expressions.ts';
import { sinksOf } from './group-borders.ts';
import { readWithoutOutputs } from './group-outputs.ts';
import { shiftPositions } from './layout.ts';
import { namesInSight } from './move-out-of-group.ts';
import { dropLayout, movePaths } from './path-keys.ts';
import { own, withField, withoutEntries } from './record.ts';
import { renameFresh } from './rename-fresh.ts';
import { findTask, replaceTasks, tasksIn } from './scope.ts';
import { needsOf, replaceAllNeeds, withNeeds } from './task-needs.ts';
import { groupOf, idOf, isWithin, joinPath } from './task-path.ts';

/** What a group says about the whole of its tasks: nothing else can say it for them. */
const lost = ['each', 'retry', 'until', 'when', 'timeout', 'cache', 'onError', 'disabled'] as const;

/**
 * Puts the tasks of a group in its place. Those that started it take over its needs, what needed it needs its last tasks, and
 * expressions read the tasks themselves where an output was one expression. Failures: `task_not_found`, `not_a_group`,
 * `group_has_meaning` (the group repeats, retries, limits … its tasks; `force` drops that).
 */
export function ungroup(
  workflow: Workflow,
  { path, force = false }: { readonly path: string; readonly force?: boolean },
): Result<Workflow, Failure> {
  const inner = tasksIn(workflow, path);
  if (!inner.ok) return inner;
  const found = findTask(workflow, path);
  if (!found.ok) return found;
  const fields = lost.filter((field) => found.value[field] !== undefined && found.value[field] !== false);
  if (fields.length > 0 && !force) return err(hasMeaning(path, fields));
  const members = Object.keys(inner.value).map((id) => joinPath(path, id));
  const unique = renameFresh(workflow, members, (next) => namesAround(next, path));
  if (!unique.ok) return unique;
  return ok(dissolve(readDirectly(unique.value.workflow, path), path, unique.value.paths));
}

function hasMeaning(path: string, fields: readonly string[]): Failure {
  const names = fields.map((field) => `\`${field}\``).join(', ');
  return userFailure(
    'group_has_meaning',
    `The group \`${path}\` has ${names}, which would be lost. Remove that first, or ungroup anyway.`,
    {
      task: path,
      fields: [...fields],
    },
  );
}

/** The group's own name becomes free. */
function namesAround(workflow: Workflow, path: string): Tasks {
  const { tasks, ...scope } = scopeOf(workflow, groupOf(path));
  return namesInSight({ ...scope, tasks: withoutEntries(tasks, new Set([idOf(path)])) });
}

function readDirectly(workflow: Workflow, path: string): Workflow {
  const scope = scopeOf(workflow, path);
  const outputs = own(scope.outer?.tasks, idOf(path))?.outputs ?? {};
  return readWithoutOutputs(workflow, { path, outputs, scope, isWanted: (owner) => !isWithin(owner, path) });
}

function dissolve(workflow: Workflow, path: string, members: readonly string[]): Workflow {
  const outer = scopeOf(workflow, groupOf(path)).tasks;
  const group = own(outer, idOf(path)) as Task;
  const inner = group.tasks ?? {};
  const spread = Object.entries(outer).flatMap(([id, task]): [string, Task][] =>
    id === idOf(path) ? Object.entries(inner).map(([member, task]) => [member, released(task, group)]) : [[id, task]],
  );
  const innerIds = new Set(Object.keys(inner));
  const tasks = replaceAllNeeds(Object.fromEntries(spread), (need, id) =>
    need.task === idOf(path) && !innerIds.has(id) ? endsOf(group, inner, need) : [need],
  );
  const moves = new Map(members.map((member) => [member, joinPath(groupOf(path), idOf(member))]));
  const placed = movePaths(shiftPositions(workflow, members, path, 1), moves);
  const kept = [...moves.values()].includes(path) ? placed : dropLayout(placed, [path]);
  return replaceTasks(kept, groupOf(path), tasks);
}

function released(task: Task, group: Task): Task {
  if (task.needs && task.needs.length > 0) return task;
  const next = withNeeds(task, needsOf(group));
  return group.join && next.join === undefined ? withField(next, 'join', group.join) : next;
}

/** What a need of the group comes down to: its last tasks are done; any of its tasks failed or finished. */
function endsOf(group: Task, inner: Tasks, need: Need): Need[] {
  const ids = Object.keys(inner);
  if (ids.length === 0) return need.port === 'failed' ? [] : (group.needs ?? []).map(parseNeed);
  return (need.port === 'done' ? sinksOf(inner) : ids).map((task) => ({ task, port: need.port }));
}
