import type { Replaceable } from '../../host/engine.ts';
import { parseWorkflow } from '../../workflow/parse/parse-workflow.ts';
import type { Problem } from '../../workflow/problem.ts';
import type { CallContext } from './context.ts';
import { procedures } from './procedures.ts';
import { granted, refusal } from './refusals.ts';

const { workflows } = procedures;

/** `{ text }` alone is a text; everything else is the document. */
type TextOrDocument = { readonly text: string } | { readonly [field: string]: unknown };

export const workflowProcedures = {
  list: workflows.list.handler(async ({ context }) => ({ workflows: await context.api.engine.workflows.list() })),
  get: workflows.get.handler(async ({ context, input }) => stored(context, input.id)),
  save: workflows.save.handler(async ({ context, input: { params, headers, body } }) =>
    granted(await context.api.engine.workflows.save(params.id, textOf(body), replaceable(headers?.['if-match']))),
  ),
  delete: workflows.delete.handler(async ({ context, input }) => granted(await context.api.engine.workflows.delete(input.id))),
  validate: workflows.validate.handler(async ({ context, input: { params, body } }) => {
    const problems = body ? parseWorkflow(textOf(body), context.api.engine.tasks).problems : (await stored(context, params.id)).problems;
    return { valid: !problems.some(isError), problems };
  }),
};

/** An entity tag is the revision in quotes; some clients mark it as weak. */
function replaceable(ifMatch: string | undefined): Replaceable {
  if (ifMatch === undefined) return null;
  const tag = ifMatch.trim();
  return tag === '*' ? 'any' : tag.replace(/^(?:W\/)?"(.*)"$/, '$1');
}

async function stored({ api }: CallContext, id: string) {
  const found = await api.engine.workflows.get(id);
  if (!found) throw refusal('workflow_not_found', `There is no workflow \`${id}\``);
  return found;
}

function textOf(body: TextOrDocument): string {
  return Object.keys(body).length === 1 && typeof body.text === 'string' ? body.text : `${JSON.stringify(body, null, 2)}\n`;
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}
