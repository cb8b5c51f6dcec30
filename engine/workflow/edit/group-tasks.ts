import type { Failure } from '../failure.ts';
import { ok, type Result } from '../result.ts';
import type { Task, Workflow } from '../schema.ts';
import { checkNewId, freshId } from './ids.ts';
import { type Position, placeTask, positionOf } from './layout.ts';
import { moveIntoGroup } from './move-into-group.ts';
import { withEntry } from './record.ts';
import { replaceTasks, selectTasks } from './scope.ts';
import { joinPath } from './task-path.ts';

/** Room between the border of a new group and its tasks, in pixels: left, and top with the title. */
const padding: Position = [24, 56];

/**
 * Puts tasks of one scope into a new group in the place of the first of them. The group takes over their outer edges (and the join
 * of those who had them); expressions outside read the tasks through its outputs. Failures: `nothing_selected`, `different_groups`,
 * `task_not_found`, `invalid_id`, `id_taken`, `would_close_cycle` (a task outside stands between the chosen ones), `group_port`.
 */
export function groupTasks(
  workflow: Workflow,
  { paths, id, name }: { readonly paths: readonly string[]; readonly id?: string; readonly name?: string },
): Result<Workflow, Failure> {
  const selection = selectTasks(workflow, paths);
  if (!selection.ok) return selection;
  const { group, ids, tasks } = selection.value;
  const groupId = id ?? freshId(tasks, name ?? 'group');
  const checked = checkNewId(tasks, groupId);
  if (!checked.ok) return checked;
  const task: Task = { type: 'group', ...(name === undefined ? {} : { name }), tasks: {} };
  const withGroup = replaceTasks(workflow, group, withEntry(tasks, groupId, task, { before: ids[0] as string }));
  const groupPath = joinPath(group, groupId);
  const chosen = ids.map((member) => joinPath(group, member));
  const moved = moveIntoGroup(placeTask(withGroup, groupPath, cornerOf(workflow, chosen)), chosen, groupPath);
  return moved.ok ? ok(moved.value.workflow) : moved;
}

function cornerOf(workflow: Workflow, paths: readonly string[]): Position | undefined {
  const positions = paths.flatMap((path) => {
    const at = positionOf(workflow, path);
    return at ? [at] : [];
  });
  if (positions.length === 0) return undefined;
  return [Math.min(...positions.map(([x]) => x)) - padding[0], Math.min(...positions.map(([, y]) => y)) - padding[1]];
}
