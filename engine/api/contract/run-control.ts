import * as z from 'zod';
import { errorsOf } from './errors.ts';
import { name, note } from './fields.ts';
import { procedure } from './procedure.ts';
import { runId, taskPath } from './shapes.ts';

export const started = z.strictObject({ id: z.string().meta({ description: 'Of the run.' }) });
const byActor = z.strictObject({ id: runId, by: name.optional() });

/** What people say to a run that goes on. */
export const runControl = {
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
};
