import * as z from 'zod';
import { errorsOf } from './errors.ts';
import { name, note } from './fields.ts';
import { procedure } from './procedure.ts';
import { approval, jsonObject } from './shapes.ts';

export const approvals = {
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
