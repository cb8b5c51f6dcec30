import { type Failure, userFailure } from '../failure.ts';
import { err, ok, type Result } from '../result.ts';
import type { Workflow } from '../schema.ts';
import { type Moved, moveIntoGroup } from './move-into-group.ts';
import { moveOutOfGroup } from './move-out-of-group.ts';
import { selectTasks, tasksIn } from './scope.ts';
import { groupOf, isWithin } from './task-path.ts';

/**
 * Moves tasks of one scope into another group (`to`, '' is the workflow), border by border. Ids that are taken there get a number.
 * Failures: `nothing_selected`, `different_groups`, `task_not_found`, `not_a_group`, `into_itself`, `group_port`,
 * `would_close_cycle`, `name_captured`.
 */
export function moveTasks(
  workflow: Workflow,
  { paths, to }: { readonly paths: readonly string[]; readonly to: string },
): Result<Workflow, Failure> {
  const selection = selectTasks(workflow, paths);
  if (!selection.ok) return selection;
  const target = tasksIn(workflow, to);
  if (!target.ok) return target;
  const outer = to === '' ? undefined : paths.find((path) => isWithin(to, path));
  if (outer !== undefined) return err(userFailure('into_itself', `\`${outer}\` cannot be moved into itself.`));
  let moved: Moved = { workflow, paths };
  for (;;) {
    const here = groupOf(moved.paths[0] ?? '');
    if (here === to) return ok(moved.workflow);
    const next = isWithin(to, here)
      ? moveIntoGroup(moved.workflow, moved.paths, nextGroup(here, to))
      : moveOutOfGroup(moved.workflow, moved.paths);
    if (!next.ok) return next;
    moved = next.value;
  }
}

/** The group in `here` that leads to `to`. */
function nextGroup(here: string, to: string): string {
  const depth = here === '' ? 0 : here.split('.').length;
  return to
    .split('.')
    .slice(0, depth + 1)
    .join('.');
}
