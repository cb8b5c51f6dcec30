import type { Failure } from '../failure.ts';
import type { Tasks } from '../graph/scope-graph.ts';
import { ok, type Result } from '../result.ts';
import type { Workflow } from '../schema.ts';
import { freshId } from './ids.ts';
import { renameTask } from './rename-task.ts';
import { selectTasks } from './scope.ts';
import { groupOf, idOf, joinPath } from './task-path.ts';

/** Renames those tasks whose id is taken where they are going, so that they can go there. */
export function renameFresh(
  workflow: Workflow,
  paths: readonly string[],
  taken: (workflow: Workflow) => Tasks,
): Result<{ readonly workflow: Workflow; readonly paths: readonly string[] }, Failure> {
  let next = workflow;
  let there = taken(next);
  const fresh: string[] = [];
  for (const path of paths) {
    if (!Object.hasOwn(there, idOf(path))) {
      fresh.push(path);
      continue;
    }
    const here = selectTasks(next, [path]);
    if (!here.ok) return here;
    const id = freshId({ ...there, ...here.value.tasks }, idOf(path));
    const renamed = renameTask(next, { path, to: id });
    if (!renamed.ok) return renamed;
    next = renamed.value;
    there = taken(next);
    fresh.push(joinPath(groupOf(path), id));
  }
  return ok({ workflow: next, paths: fresh });
}
