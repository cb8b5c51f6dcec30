import type { NewTask } from '../../engine/workflow/edit/add-task.ts';
import { positionOf } from '../../engine/workflow/edit/layout.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { newTask } from '../document/new-task.ts';

/** Pixels between the left edges of a task and the one behind it. */
const stepPx = 264;

/**
 * A task of a type behind the one selected task, in its group and needing it; free-standing when none or several are selected.
 */
export function newTaskFor(type: string, workflow: Workflow, selected: readonly string[]): NewTask {
  const before = selected.length === 1 ? selected[0] : undefined;
  const group = before?.includes('.') ? before.slice(0, before.lastIndexOf('.')) : '';
  const { id, task } = newTask(workflow, type, group);
  if (before === undefined) return { group, id, task };
  const needed = before.slice(before.lastIndexOf('.') + 1);
  const at = positionOf(workflow, before);
  const isDown = workflow.layout?.direction === 'down';
  return {
    group,
    id,
    task: { ...task, needs: [needed] },
    after: needed,
    ...(at ? { at: isDown ? [at[0], at[1] + 112] : [at[0] + stepPx, at[1]] } : {}),
  };
}
