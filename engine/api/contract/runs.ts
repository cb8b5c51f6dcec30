import * as z from 'zod';
import { errorsOf } from './errors.ts';
import { byRun } from './fields.ts';
import { procedure } from './procedure.ts';
import { runControl, started } from './run-control.ts';
import { runFilterFields } from './run-filters.ts';
import { runStreams } from './run-streams.ts';
import { saysOnceWhatToRun, startErrors, wish } from './run-wish.ts';
import { jsonObject, runId, runPreview, runRecord, runStatistics, runSummary, taskPath, workflowDocument } from './shapes.ts';

export const runs = {
  start: procedure
    .route({
      method: 'POST',
      path: '/runs',
      tags: ['runs'],
      summary: 'Start a run',
      description:
        'Of a stored `workflow`, or of a `document` in the request. Answers when the run is on disk. With an `Idempotency-Key`, repeating the ' +
        'request gives the same run and starts no other.',
      successStatus: 201,
    })
    .meta({ access: 'token', headers: { 'idempotency-key': 'idempotencyKey' } })
    .errors(startErrors)
    .input(
      z
        .strictObject({
          ...wish,
          priority: z.number().int().min(-1000).max(1000).optional().meta({ description: 'Higher first. Default: 0.' }),
          idempotencyKey: z
            .string()
            .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters')
            .optional()
            .meta({ description: 'The same as the header `Idempotency-Key`.' }),
        })
        .superRefine(saysOnceWhatToRun),
    )
    .output(started),
  preview: procedure
    .route({
      method: 'POST',
      path: '/runs/preview',
      tags: ['runs'],
      summary: 'Show what a run would do',
      description: 'Takes what starting a run takes, and starts nothing.',
    })
    .errors(startErrors)
    .input(z.strictObject(wish).superRefine(saysOnceWhatToRun))
    .output(runPreview),
  list: procedure
    .route({ method: 'GET', path: '/runs', tags: ['runs'], summary: 'List runs: what goes on, then what has ended, the newest first' })
    .errors(errorsOf())
    .input(
      z.strictObject({
        ...runFilterFields,
        limit: z.coerce.number().int().min(1).max(500).optional().meta({ description: 'Default: 50.' }),
        cursor: z
          .string()
          .regex(/^[a-z0-9.-]{1,200}$/, 'must be `next` of a page, or the id of a run')
          .optional()
          .meta({ description: '`next` of the page before: what follows it, as it was when the first page was read. Or the id of a run.' }),
      }),
    )
    .output(
      z.strictObject({
        runs: z.array(runSummary).readonly(),
        next: z.string().nullable().meta({ description: 'Cursor of the next page; null when this is the last.' }),
      }),
    ),
  get: procedure
    .route({ method: 'GET', path: '/runs/{id}', tags: ['runs'], summary: 'Read a run' })
    .errors(errorsOf('run_not_found'))
    .input(byRun)
    .output(runRecord),
  definition: procedure
    .route({ method: 'GET', path: '/runs/{id}/definition', tags: ['runs'], summary: 'Read the workflow as the run uses it' })
    .errors(errorsOf('run_not_found'))
    .input(byRun)
    .output(workflowDocument),
  remove: procedure
    .route({
      method: 'DELETE',
      path: '/runs/{id}',
      tags: ['runs'],
      summary: 'Remove a run that has ended, with its logs and all that belongs to it alone',
    })
    .errors(errorsOf('run_not_found', 'run_not_finished'))
    .input(byRun)
    .output(started),
  rerun: procedure
    .route({
      method: 'POST',
      path: '/runs/{id}/rerun',
      tags: ['runs'],
      summary: 'Start a run that takes over results of this one',
      successStatus: 201,
    })
    .errors(
      errorsOf(
        'run_not_found',
        'run_not_finished',
        'environment_not_found',
        'invalid_workflow',
        'invalid_inputs',
        'concurrency_limit',
        'task_not_found',
      ),
    )
    .input(
      z.strictObject({
        id: runId,
        from: z
          .enum(['failed', 'task'])
          .default('failed')
          .meta({ description: 'What runs again: all but what succeeded, or `task` and what follows it.' }),
        task: taskPath.optional(),
        inputs: jsonObject.optional().meta({ description: 'Default: those of the old run.' }),
      }),
    )
    .output(started),
  ...runStreams,
  ...runControl,
};

export const statistics = {
  get: procedure
    .route({
      method: 'GET',
      path: '/statistics',
      tags: ['runs'],
      summary: 'Count runs: states, success rate and durations',
      description:
        'Of all runs, and by workflow; by task too, where the query names a workflow. Rates and durations are of what succeeded or failed; ' +
        'percentiles are right to within half a percent.',
    })
    .errors(errorsOf())
    .input(z.strictObject(runFilterFields))
    .output(runStatistics),
};
