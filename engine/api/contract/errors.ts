// Every error the API answers with, by its code. The contract names those of each procedure; the documentation is made from it.
import * as z from 'zod';
import { problem } from './shapes.ts';

const withProblems = z.object({ problems: z.array(problem) }).meta({ description: 'What is wrong, each with place and remedy.' });
const withIssues = z.object({ issues: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })) });

export const apiErrors = {
  invalid_request: { status: 400, message: 'The request is not what this route takes', data: withIssues.optional() },
  unauthorized: { status: 401, message: 'A valid bearer token is needed' },
  workflow_not_found: { status: 404, message: 'There is no such workflow' },
  run_not_found: { status: 404, message: 'There is no such run' },
  task_not_found: { status: 422, message: 'The workflow has no such task' },
  pinned_run_not_found: { status: 422, message: 'There is no run that a result could be taken from' },
  pinned_task_has_no_output: { status: 422, message: 'The task to take a result from has none' },
  task_not_waiting: { status: 409, message: 'No such task waits at a breakpoint' },
  approval_not_found: { status: 404, message: 'Nothing there waits for a decision' },
  blob_not_found: { status: 404, message: 'There is no such blob' },
  template_not_found: { status: 404, message: 'There is no such template' },
  draft_not_found: { status: 404, message: 'There is no such draft' },
  environment_not_found: { status: 404, message: 'There is no such environment' },
  variable_not_found: { status: 404, message: 'The environment has no such variable' },
  secret_not_found: { status: 404, message: 'There is no such secret' },
  id_mismatch: { status: 409, message: 'The document has another id' },
  workflow_exists: { status: 409, message: 'There is another workflow with this id' },
  workflow_changed: { status: 412, message: 'The workflow was changed since it was read' },
  run_finished: { status: 409, message: 'The run has finished' },
  run_not_finished: { status: 409, message: 'The run goes on' },
  refused: { status: 409, message: 'The run is in no state for this' },
  concurrency_limit: { status: 409, message: 'The workflow allows no more runs at once' },
  idempotency_key_reused: { status: 409, message: 'The key was used for another request' },
  draft_too_large: { status: 413, message: 'The draft is too large' },
  invalid_workflow: { status: 422, message: 'The workflow has errors', data: withProblems.optional() },
  bad_name: { status: 422, message: 'This is no name for it' },
  invalid_settings: { status: 422, message: 'The settings are not as they should be' },
  invalid_inputs: { status: 422, message: 'The inputs do not fit', data: withProblems.optional() },
  engine_unavailable: { status: 503, message: 'The engine accepts no work now' },
} as const;

export type ApiErrorCode = keyof typeof apiErrors;

/** What any procedure may answer. */
const everywhere = ['invalid_request', 'unauthorized', 'engine_unavailable'] as const;

export function errorsOf<Code extends ApiErrorCode>(...codes: readonly Code[]) {
  const picked = [...everywhere, ...codes].map((code) => [code, apiErrors[code]]);
  return Object.fromEntries(picked) as { [code in Code | (typeof everywhere)[number]]: (typeof apiErrors)[code] };
}
