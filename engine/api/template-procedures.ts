// Templates become stored workflows of their own: the document under a free id, its files in the folder of that workflow.
import type { Workflow } from '../workflow/schema.ts';
import { procedures } from './procedures.ts';
import { granted, refusal } from './refusals.ts';

const { templates, folders } = procedures;

export const templateProcedures = {
  list: templates.list.handler(async ({ context }) => ({
    templates: (await context.api.templates.list()).map(({ id, workflow, readme }) => ({
      id,
      name: typeof workflow.name === 'string' ? workflow.name : id,
      description: typeof workflow.description === 'string' ? workflow.description : '',
      readme,
      workflow: workflow as unknown as Workflow,
    })),
  })),
  use: templates.use.handler(async ({ context: { api }, input }) => {
    const template = await api.templates.get(input.id);
    if (!template) throw refusal('template_not_found', `There is no template \`${input.id}\`. See GET /api/templates`);
    const taken = new Set((await api.engine.workflows.list()).map(({ id }) => id));
    const id = freeId(input.id, taken);
    await api.templates.copyFiles(input.id, api.engine.workflows.folderOf(id));
    const { $schema: _schema, ...document } = template.workflow;
    granted(await api.engine.workflows.save(id, `${JSON.stringify({ ...document, id }, null, 2)}\n`));
    return { id };
  }),
};

export const folderProcedures = {
  get: folders.get.handler(({ context }) => context.api.folders.get()),
  save: folders.save.handler(async ({ context, input }) => {
    await context.api.folders.put(input);
    return input;
  }),
};

function freeId(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id;
  let number = 2;
  while (taken.has(`${id}-${number}`)) number += 1;
  return `${id}-${number}`;
}
