import type { Failure } from '../failure.ts';
import type { Tasks } from '../graph/scope-graph.ts';
import type { Need } from '../needs.ts';
import { ok, type Result } from '../result.ts';
import type { Workflow } from '../schema.ts';
import { dropLayout } from './path-keys.ts';
import { withoutEntries } from './record.ts';
import { replaceTasks, selectTasks } from './scope.ts';
import { needsOf, replaceAllNeeds } from './task-needs.ts';
import { joinPath } from './task-path.ts';

/**
 * Removes tasks of one scope with the edges to them and their places. Expressions that read them stay: they become problems, which
 * say what is missing. With `bridge`, what followed a removed task then follows what came before it (but for what waited for its
 * failure). Failures: `nothing_selected`, `different_groups`, `task_not_found`.
 */
export function removeTasks(
  workflow: Workflow,
  { paths, bridge = false }: { readonly paths: readonly string[]; readonly bridge?: boolean },
): Result<Workflow, Failure> {
  const selection = selectTasks(workflow, paths);
  if (!selection.ok) return selection;
  const { group, ids, tasks } = selection.value;
  const gone = new Set(ids);
  const replacement = (need: Need) => (bridge ? upstreamOf(tasks, need, gone) : []);
  const kept = replaceAllNeeds(withoutEntries(tasks, gone), (need) => (gone.has(need.task) ? replacement(need) : [need]));
  const removed = ids.map((id) => joinPath(group, id));
  return ok(dropLayout(replaceTasks(workflow, group, kept), removed));
}

/** What a need comes down to when the tasks that go are passed over. */
function upstreamOf(tasks: Tasks, need: Need, gone: ReadonlySet<string>): Need[] {
  const found: Need[] = [];
  const seen = new Set<string>();
  const waiting = [need];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const task = gone.has(next.task) ? tasks[next.task] : undefined;
    if (!task) found.push(next);
    else if (next.port !== 'failed' && !seen.has(next.task)) {
      seen.add(next.task);
      waiting.push(...needsOf(task).reverse());
    }
  }
  return found;
}
