import type { Failure } from '../../workflow/failure.ts';
import type { Json } from '../../workflow/json.ts';
import { type TaskContext, TaskFailure, type TaskType } from '../execution.ts';

/** Parses `parameters` by the manifest's schema and runs the task, as the engine does; an outcome that is no success is an error. */
export async function outputOf<P>(type: TaskType<P>, parameters: unknown, context: TaskContext): Promise<Json> {
  const outcome = await type.execute(type.manifest.parameters.parse(parameters) as P, context);
  if (outcome.type !== 'succeeded') throw new Error(`The task did not succeed: ${JSON.stringify(outcome)}`);
  return outcome.output;
}

/** The expected failure that running the task ends with, returned or thrown; anything else is an error. */
export async function failureOf<P>(type: TaskType<P>, parameters: unknown, context: TaskContext): Promise<Failure> {
  try {
    const outcome = await type.execute(type.manifest.parameters.parse(parameters) as P, context);
    if (outcome.type === 'failed') return outcome.failure;
    throw new Error(`The task did not fail: ${JSON.stringify(outcome).slice(0, 500)}`);
  } catch (error) {
    if (error instanceof TaskFailure) return error.failure;
    throw error;
  }
}
