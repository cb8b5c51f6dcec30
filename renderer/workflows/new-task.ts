import type { NewTask } from '../../engine/workflow/edit/add-task.ts';
import { freshId } from '../../engine/workflow/edit/ids.ts';
import { positionOf } from '../../engine/workflow/edit/layout.ts';
import { taskAt } from '../../engine/workflow/graph/walk.ts';
import type { Task, Workflow } from '../../engine/workflow/schema.ts';

/** Pixels between the left edges of a task and the one behind it. */
const stepPx = 264;

/**
 * A task of a type behind the one selected task, in its group and needing it; free-standing when none or several are selected. A
 * group begins with a task in it, because an empty one is an error.
 */
export function newTaskFor(type: string, workflow: Workflow, selected: readonly string[]): NewTask {
  const before = selected.length === 1 ? selected[0] : undefined;
  const group = before?.includes('.') ? before.slice(0, before.lastIndexOf('.')) : '';
  const siblings = group === '' ? workflow.tasks : (taskAt(workflow, group)?.tasks ?? {});
  const id = freshId(siblings, type.slice(type.lastIndexOf('.') + 1));
  if (before === undefined) return { group, id, task: emptyTask(type) };
  const needed = before.slice(before.lastIndexOf('.') + 1);
  const at = positionOf(workflow, before);
  const isDown = workflow.layout?.direction === 'down';
  return {
    group,
    id,
    task: { ...emptyTask(type), needs: [needed] },
    after: needed,
    ...(at ? { at: isDown ? [at[0], at[1] + 112] : [at[0] + stepPx, at[1]] } : {}),
  };
}

function emptyTask(type: string): Task {
  return type === 'group' ? { type, tasks: { step: { type: 'data.set', with: { values: {} } } } } : { type };
}
