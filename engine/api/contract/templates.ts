import * as z from 'zod';
import { errorsOf } from './errors.ts';
import { byWorkflow } from './fields.ts';
import { procedure } from './procedure.ts';
import { template } from './shapes.ts';

export const templates = {
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
