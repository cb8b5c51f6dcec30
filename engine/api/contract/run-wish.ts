// What is to run, and how: for starting a run, and for showing what it would do.
import * as z from 'zod';
import { errorsOf } from './errors.ts';
import { name } from './fields.ts';
import { definitionPath, jsonObject, runId, taskPath, workflowDocument, workflowId } from './shapes.ts';

const pin = z.strictObject({
  run: runId,
  path: taskPath
    .optional()
    .meta({ description: 'Of the task, or of one of its items, in that run. Default: the path of the pinned task.' }),
});

const rerun = z.strictObject({
  run: runId,
  from: z.enum(['failed', 'task']).meta({ description: 'What runs again: all but what succeeded, or `task` and what follows it.' }),
  task: taskPath.optional(),
});

/** What is to run: a stored workflow, a document, or, with `rerun` alone, the workflow of the old run. */
export const wish = {
  workflow: workflowId.optional().meta({ description: 'Id of a stored workflow.' }),
  document: workflowDocument.optional(),
  folder: z
    .string()
    .max(4096)
    .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)/, 'must be an absolute path')
    .optional()
    .meta({ description: 'Absolute path where relative paths of `document` start. Default: where those of a stored workflow do.' }),
  inputs: jsonObject.optional(),
  environment: name.optional(),
  rerun: rerun.optional().meta({ description: 'Takes results of a finished run over.' }),
  upTo: definitionPath.optional().meta({ description: 'Runs this task and what it stands on, and skips the rest.' }),
  breakpoints: z
    .array(definitionPath)
    .max(10_000)
    .readonly()
    .optional()
    .meta({ description: 'Waits before the first attempt of these tasks; see `POST /api/runs/{id}/continue`.' }),
  pins: z
    .record(definitionPath, pin)
    .optional()
    .meta({ description: 'By path of tasks that do not run: their results are those of a task of another run.' }),
};

type Wish = { readonly workflow?: unknown; readonly document?: unknown; readonly folder?: unknown; readonly rerun?: unknown };

export function saysOnceWhatToRun({ workflow, document, folder, rerun }: Wish, context: z.RefinementCtx): void {
  const tell = (field: keyof Wish, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  if (workflow !== undefined && document !== undefined) tell('document', 'cannot go with `workflow`');
  if (folder !== undefined && document === undefined) tell('folder', 'goes with a `document` alone');
  if (workflow === undefined && document === undefined && rerun === undefined) {
    tell('workflow', 'is missing: say what is to run, by the id of a stored `workflow`, as a `document`, or as a `rerun`');
  }
}

export const startErrors = errorsOf(
  'workflow_not_found',
  'environment_not_found',
  'run_not_found',
  'run_not_finished',
  'invalid_workflow',
  'invalid_inputs',
  'concurrency_limit',
  'refused',
  'idempotency_key_reused',
  'task_not_found',
  'pinned_run_not_found',
  'pinned_task_has_no_output',
);
