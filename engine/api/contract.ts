// The API: every procedure with its route, what it takes, what it gives and how it fails. Nothing here runs; the renderer imports it too.
import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { errorsOf } from './api-errors.ts';
import { procedure } from './contract-procedure.ts';
import { runFilterFields } from './run-filters.ts';
import { environments, secrets, settings } from './settings-contract.ts';
import {
  approval,
  definitionPath,
  draftEntry,
  draftId,
  folderList,
  jsonObject,
  logEntry,
  logLevel,
  problem,
  runId,
  runPreview,
  runRecord,
  runStatistics,
  runSummary,
  streamMessage,
  systemState,
  taskPath,
  taskType,
  template,
  workflowDocument,
  workflowEntry,
  workflowId,
  workflowText,
} from './shapes.ts';

const byRun = z.strictObject({ id: runId });
const byWorkflow = z.strictObject({ id: workflowId });
const etag = z.string().max(200).meta({ description: 'An `ETag`, or `*`.' });
const note = z.string().max(1000);
const name = z.string().min(1).max(200);
const byActor = z.strictObject({ id: runId, by: name.optional() });
const textOrDocument = z
  .union([z.strictObject({ text: z.string() }), workflowDocument])
  .meta({ description: 'The document itself, or `{ "text": "…" }` with its text, which is kept to the letter, mistakes included.' });

const workflows = {
  list: procedure
    .route({ method: 'GET', path: '/workflows', tags: ['workflows'], summary: 'List the stored workflows' })
    .errors(errorsOf())
    .input(z.strictObject({}))
    .output(z.strictObject({ workflows: z.array(workflowEntry).readonly() })),
  get: procedure
    .route({ method: 'GET', path: '/workflows/{id}', tags: ['workflows'], summary: 'Read a stored workflow' })
    .meta({ access: 'token', etag: 'revision' })
    .errors(errorsOf('workflow_not_found'))
    .input(byWorkflow)
    .output(workflowText),
  save: procedure
    .route({
      method: 'PUT',
      path: '/workflows/{id}',
      tags: ['workflows'],
      summary: 'Store a workflow',
      description:
        'Stores a new workflow, or replaces the one that `If-Match` names by its `ETag` (`If-Match: *`: whatever is there). ' +
        'A document with mistakes is kept too; `problems` names them.',
      inputStructure: 'detailed',
    })
    .meta({ access: 'token', headers: { 'if-match': 'if-match' }, etag: 'revision' })
    .errors(errorsOf('id_mismatch', 'workflow_exists', 'workflow_changed'))
    .input(z.object({ params: byWorkflow, headers: z.object({ 'if-match': etag.optional() }).optional(), body: textOrDocument }))
    .output(workflowText),
  delete: procedure
    .route({ method: 'DELETE', path: '/workflows/{id}', tags: ['workflows'], summary: 'Delete a stored workflow; its runs stay' })
    .errors(errorsOf('workflow_not_found'))
    .input(byWorkflow)
    .output(z.strictObject({ backup: z.string().meta({ description: 'Where the document is now.' }) })),
  validate: procedure
    .route({
      method: 'POST',
      path: '/workflows/{id}/validate',
      tags: ['workflows'],
      summary: 'Check a workflow',
      description: 'Checks the document of the body, or the stored one when there is no body. Nothing is stored.',
      inputStructure: 'detailed',
    })
    .errors(errorsOf('workflow_not_found'))
    .input(z.object({ params: byWorkflow, body: textOrDocument.optional() }))
    .output(z.strictObject({ valid: z.boolean(), problems: z.array(problem).readonly() })),
};

const byDraft = z.strictObject({ id: draftId });
const templates = {
  list: procedure
    .route({ method: 'GET', path: '/templates', tags: ['templates'], summary: 'List the workflows that come with Millrace' })
    .errors(errorsOf())
    .input(z.strictObject({}))
    .output(z.strictObject({ templates: z.array(template).readonly() })),
  use: procedure
    .route({
      method: 'POST',
      path: '/templates/{id}/use',
      tags: ['templates'],
      summary: 'Store a template as a workflow of its own',
      description:
        'Its files are copied into the folder of the new workflow. Answers the id of the workflow, which has a number when the id is taken.',
      successStatus: 201,
    })
    .errors(errorsOf('template_not_found', 'id_mismatch'))
    .input(byWorkflow)
    .output(z.strictObject({ id: z.string() })),
};

const folders = {
  get: procedure
    .route({ method: 'GET', path: '/folders', tags: ['workflows'], summary: 'Read how the workflows are sorted into folders' })
    .errors(errorsOf())
    .input(z.strictObject({}))
    .output(folderList),
  save: procedure
    .route({ method: 'PUT', path: '/folders', tags: ['workflows'], summary: 'Sort the workflows into folders' })
    .errors(errorsOf())
    .input(folderList)
    .output(folderList),
};

const drafts = {
  list: procedure
    .route({ method: 'GET', path: '/drafts', tags: ['drafts'], summary: 'List what windows keep of unsaved edits' })
    .errors(errorsOf())
    .input(z.strictObject({}))
    .output(z.strictObject({ drafts: z.array(draftEntry).readonly() })),
  get: procedure
    .route({ method: 'GET', path: '/drafts/{id}', tags: ['drafts'], summary: 'Read a draft' })
    .errors(errorsOf('draft_not_found'))
    .input(byDraft)
    .output(z.strictObject({ id: z.string(), draft: jsonObject })),
  save: procedure
    .route({
      method: 'PUT',
      path: '/drafts/{id}',
      tags: ['drafts'],
      summary: 'Keep a draft',
      description: "Replaces the one before; on disk when this answers. The content is the window's own, and at most 8 MB.",
      inputStructure: 'detailed',
    })
    .errors(errorsOf('draft_too_large'))
    .input(z.object({ params: byDraft, body: jsonObject }))
    .output(byDraft),
  delete: procedure
    .route({ method: 'DELETE', path: '/drafts/{id}', tags: ['drafts'], summary: 'Delete a draft' })
    .errors(errorsOf('draft_not_found'))
    .input(byDraft)
    .output(byDraft),
};

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
const wish = {
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

function saysOnceWhatToRun({ workflow, document, folder, rerun }: Wish, context: z.RefinementCtx): void {
  const tell = (field: keyof Wish, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  if (workflow !== undefined && document !== undefined) tell('document', 'cannot go with `workflow`');
  if (folder !== undefined && document === undefined) tell('folder', 'goes with a `document` alone');
  if (workflow === undefined && document === undefined && rerun === undefined) {
    tell('workflow', 'is missing: say what is to run, by the id of a stored `workflow`, as a `document`, or as a `rerun`');
  }
}

const startErrors = errorsOf(
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

const started = z.strictObject({ id: z.string().meta({ description: 'Of the run.' }) });

const runs = {
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
  events: procedure
    .route({
      method: 'GET',
      path: '/runs/{id}/events',
      tags: ['events'],
      summary: 'Follow a run',
      description:
        'Server-sent events: everything that happened in the run, then what happens, until the run has ended. ' +
        '`Last-Event-ID` goes on after that event, without gap or repetition. Who reads too slowly is cut off with a comment, and goes on the same way.',
    })
    .errors(errorsOf('run_not_found'))
    .input(
      z.strictObject({
        id: runId,
        logs: z.stringbool().optional().meta({ description: 'Log lines too, each behind the events before it. Default: false.' }),
        follow: z.stringbool().optional().meta({ description: 'false: ends with what has happened so far. Default: true.' }),
      }),
    )
    .output(eventIterator(streamMessage)),
  logs: procedure
    .route({ method: 'GET', path: '/runs/{id}/logs', tags: ['runs'], summary: 'Read what the tasks of a run wrote' })
    .errors(errorsOf('run_not_found'))
    .input(
      z.strictObject({
        id: runId,
        task: taskPath.optional().meta({ description: 'Of this task, its members and items.' }),
        level: logLevel.optional().meta({ description: 'This level and the more serious ones.' }),
        offset: z.coerce.number().int().min(0).optional().meta({ description: '`next` of the page before. Default: the beginning.' }),
        limit: z.coerce.number().int().min(1).max(10_000).optional().meta({ description: 'How many lines. Default: 1000.' }),
      }),
    )
    .output(
      z.strictObject({
        lines: z.array(logEntry).readonly(),
        next: z.number().int().meta({ description: 'Where to go on.' }),
        isEnd: z.boolean().meta({ description: 'Whether there is nothing behind `next` yet.' }),
      }),
    ),
  followLogs: procedure
    .route({
      method: 'GET',
      path: '/runs/{id}/logs/follow',
      tags: ['runs'],
      summary: 'Follow what the tasks of a run write',
      description:
        'Server-sent events: the lines from `offset` on, then what comes, until the run has ended. ' +
        '`Last-Event-ID` goes on after that line, without gap or repetition. It is sent as fast as the reader reads.',
    })
    .errors(errorsOf('run_not_found'))
    .input(
      z.strictObject({
        id: runId,
        task: taskPath.optional().meta({ description: 'Of this task, its members and items.' }),
        level: logLevel.optional().meta({ description: 'This level and the more serious ones.' }),
        offset: z.coerce.number().int().min(0).optional().meta({ description: 'Default: the beginning.' }),
      }),
    )
    .output(eventIterator(streamMessage)),
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
  cancel: procedure
    .route({ method: 'POST', path: '/runs/{id}/cancel', tags: ['runs'], summary: 'Cancel a run' })
    .errors(errorsOf('run_not_found', 'run_finished', 'refused'))
    .input(z.strictObject({ id: runId, by: name.optional(), message: note.optional() }))
    .output(started),
  pause: procedure
    .route({ method: 'POST', path: '/runs/{id}/pause', tags: ['runs'], summary: 'Pause a run: what runs goes on, nothing starts' })
    .errors(errorsOf('run_not_found', 'run_finished', 'refused'))
    .input(byActor)
    .output(started),
  resume: procedure
    .route({ method: 'POST', path: '/runs/{id}/resume', tags: ['runs'], summary: 'Go on with a paused run' })
    .errors(errorsOf('run_not_found', 'run_finished', 'refused'))
    .input(byActor)
    .output(started),
  continue: procedure
    .route({
      method: 'POST',
      path: '/runs/{id}/continue',
      tags: ['runs'],
      summary: 'Go on from a breakpoint',
      description: 'Lets the task at `path`, or its items, begin; without a path, all tasks of the run that wait at a breakpoint.',
    })
    .errors(errorsOf('run_not_found', 'run_finished', 'refused', 'task_not_waiting'))
    .input(z.strictObject({ id: runId, path: taskPath.optional(), by: name.optional() }))
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
};

const statistics = {
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

const events = {
  follow: procedure
    .route({
      method: 'GET',
      path: '/events',
      tags: ['events'],
      summary: 'Follow all runs',
      description:
        'Server-sent events of all runs from now on, or after `Last-Event-ID`. Where messages in between are gone, the first one is a `reset`: ' +
        'read the runs again. Who reads too slowly is cut off with a comment.',
    })
    .errors(errorsOf())
    .input(z.strictObject({ logs: z.stringbool().optional().meta({ description: 'Log lines too. Default: false.' }) }))
    .output(eventIterator(streamMessage)),
};

const approvals = {
  list: procedure
    .route({ method: 'GET', path: '/approvals', tags: ['approvals'], summary: 'List what waits for a decision' })
    .errors(errorsOf())
    .input(z.strictObject({}))
    .output(z.strictObject({ approvals: z.array(approval).readonly() })),
  decide: procedure
    .route({ method: 'POST', path: '/approvals/{id}', tags: ['approvals'], summary: 'Decide' })
    .errors(errorsOf('approval_not_found', 'run_finished', 'refused', 'invalid_inputs'))
    .input(
      z.strictObject({
        id: z.string().min(3).max(1200),
        decision: z.enum(['approved', 'rejected']),
        by: name,
        comment: note.optional(),
        values: jsonObject.optional().meta({ description: 'Values of the form.' }),
      }),
    )
    .output(z.strictObject({ id: z.string() })),
};

const tasks = {
  list: procedure
    .route({ method: 'GET', path: '/tasks', tags: ['tasks'], summary: 'Read the task catalog' })
    .errors(errorsOf())
    .input(z.strictObject({}))
    .output(z.strictObject({ tasks: z.array(taskType).readonly() })),
};

const blobs = {
  get: procedure
    .route({
      method: 'GET',
      path: '/blobs/{hash}',
      tags: ['blobs'],
      summary: 'Read a large value',
      description: 'Results above 64 KiB are kept by the SHA-256 of their JSON text.',
    })
    .errors(errorsOf('blob_not_found'))
    .input(z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal') }))
    .output(z.file()),
};

const system = {
  get: procedure
    .route({ method: 'GET', path: '/system', tags: ['system'], summary: 'Read what this server is' })
    .errors(errorsOf())
    .input(z.strictObject({}))
    .output(systemState),
};

export const contract = {
  workflows,
  templates,
  folders,
  drafts,
  runs,
  statistics,
  events,
  approvals,
  secrets,
  environments,
  settings,
  tasks,
  blobs,
  system,
};
