import { idOf } from '../../engine/workflow/edit/task-path.ts';
import { taskAt } from '../../engine/workflow/graph/walk.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';

/** What people call the task at a path: its name, else its id. */
export function taskNameAt(workflow: Workflow, path: string): string {
  return taskAt(workflow, path)?.name?.trim() || idOf(path);
}
