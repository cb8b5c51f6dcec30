import { draftLimitBytes } from '../../adapters/drafts.ts';
import type { JsonObject } from '../../workflow/json.ts';
import { procedures } from './procedures.ts';
import { refusal } from './refusals.ts';

const { drafts } = procedures;

export const draftProcedures = {
  list: drafts.list.handler(async ({ context }) => ({ drafts: await context.api.drafts.list() })),
  get: drafts.get.handler(async ({ context, input: { id } }) => {
    const draft = await context.api.drafts.get(id);
    if (!draft) throw refusal('draft_not_found', `There is no draft ${id}`);
    return { id, draft };
  }),
  save: drafts.save.handler(async ({ context, input: { params, body } }) => {
    const isKept = await context.api.drafts.put(params.id, body as JsonObject);
    if (!isKept) throw refusal('draft_too_large', `The draft ${params.id} has more than ${draftLimitBytes} bytes; the one before was kept`);
    return { id: params.id };
  }),
  delete: drafts.delete.handler(async ({ context, input: { id } }) => {
    if (!(await context.api.drafts.delete(id))) throw refusal('draft_not_found', `There is no draft ${id}`);
    return { id };
  }),
};
