// Workflows as they are stored, and the folders they are sorted into.
import * as z from 'zod';
import { errorsOf } from './errors.ts';
import { byWorkflow } from './fields.ts';
import { procedure } from './procedure.ts';
import { folderList, problem, workflowDocument, workflowEntry, workflowText } from './shapes.ts';

const etag = z.string().max(200).meta({ description: 'An `ETag`, or `*`.' });
const textOrDocument = z
  .union([z.strictObject({ text: z.string() }), workflowDocument])
  .meta({ description: 'The document itself, or `{ "text": "…" }` with its text, which is kept to the letter, mistakes included.' });

export const workflows = {
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

export const folders = {
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
