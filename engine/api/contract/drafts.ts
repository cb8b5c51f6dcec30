import * as z from 'zod';
import { errorsOf } from './errors.ts';
import { procedure } from './procedure.ts';
import { draftEntry, draftId, jsonObject } from './shapes.ts';

const byDraft = z.strictObject({ id: draftId });

export const drafts = {
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
