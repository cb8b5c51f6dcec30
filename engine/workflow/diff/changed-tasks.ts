import { equalJson } from '../equal.ts';
import type { Tasks } from '../graph/scope-graph.ts';
import { parseNeed, printNeed } from '../needs.ts';
import type { Task, Workflow } from '../schema.ts';

/**
 * Paths of the tasks of `after` that are new or differ in a way that matters to a run: names, descriptions, layout, the order of
 * needs and the order of keys do not. A group is changed when anything in it is, or is gone. A renamed task is a new one.
 */
export function changedTasks(before: Workflow, after: Workflow): Set<string> {
  const changed = new Set<string>();
  collect(before.tasks, after.tasks, '', changed);
  return changed;
}

/** Returns whether anything of this scope changed, tasks that are gone included. */
function collect(before: Tasks, after: Tasks, prefix: string, changed: Set<string>): boolean {
  if (before === after) return false;
  let isChanged = Object.keys(before).some((id) => !Object.hasOwn(after, id));
  for (const [id, task] of Object.entries(after)) {
    const path = prefix + id;
    const old = Object.hasOwn(before, id) ? before[id] : undefined;
    const isInnerChanged = collect(old?.tasks ?? {}, task.tasks ?? {}, `${path}.`, changed);
    if (!isInnerChanged && old && equalJson(relevant(old), relevant(task))) continue;
    changed.add(path);
    isChanged = true;
  }
  return isChanged;
}

/** A task without what makes no difference to a run. */
function relevant(task: Task): object {
  const { name: _name, description: _description, tasks: _tasks, needs, disabled, ...rest } = task;
  const ports = (needs ?? []).map((need) => printNeed(parseNeed(need)));
  return { ...rest, needs: [...new Set(ports)].sort(), ...(disabled ? { disabled } : {}) };
}
