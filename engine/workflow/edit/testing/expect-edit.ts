import type { Failure } from '../../failure.ts';
import type { Result } from '../../result.ts';
import { type Workflow, workflowSchema } from '../../schema.ts';

/** The edited workflow, which has to fit the schema. */
export function edited(result: Result<Workflow, Failure>): Workflow {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  const parsed = workflowSchema.safeParse(result.value);
  if (!parsed.success) throw new Error(parsed.error.message);
  return result.value;
}

/** The failure's code and message in one line. */
export function refused(result: Result<unknown, Failure>): string {
  if (result.ok) throw new Error('The edit was not refused.');
  return `${result.failure.code}: ${result.failure.message}`;
}

/** Needs by path, drawn as `a:failed, b -> c`, for tasks that have some. */
export function drawNeeds(workflow: Pick<Workflow, 'tasks'>, prefix = ''): string[] {
  return Object.entries(workflow.tasks).flatMap(([id, task]) => [
    ...(task.needs ? [`${task.needs.join(', ')} -> ${prefix}${id}`] : []),
    ...(task.tasks ? drawNeeds({ tasks: task.tasks }, `${prefix}${id}.`) : []),
  ]);
}
