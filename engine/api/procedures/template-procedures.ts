// Templates become stored workflows of their own: the document under a free id, its files in the folder of that workflow.
import { createIdentifiers } from '../../workflow/import/identifiers.ts';
import type { Workflow } from '../../workflow/schema.ts';
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
    const taken = (await api.engine.workflows.list()).map((workflow) => workflow.id);
    const id = createIdentifiers('-', taken)(input.id);
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
