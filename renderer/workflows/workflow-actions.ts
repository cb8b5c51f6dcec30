// What can be done with a stored workflow from the tree, whether it is open or not.

import { setWorkflowField } from '../../engine/workflow/edit/set-workflow.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { failureOf } from '../api/failure.ts';
import type { Services } from '../app/services.ts';
import { readJson } from '../document/read-text.ts';
import { messages } from '../messages/messages.ts';

const text = messages.workflows;

/** The text as it is edited, or as it is stored. */
async function textOf(id: string, { workspace, client }: Services): Promise<string> {
  const session = workspace.store.getState().sessions[id];
  return session ? session.store.getState().text : (await client.workflows.get({ id })).text;
}

export async function openWorkflow(id: string, { workspace, toasts }: Services): Promise<void> {
  const opened = await workspace.open(id);
  if (!opened.ok) toasts.tellFailure(opened.failure);
}

export async function exportWorkflow(id: string, services: Services): Promise<void> {
  try {
    const name = `${id}.millrace.json`;
    const isSaved = await services.platform.saveFile(name, new Blob([await textOf(id, services)], { type: 'application/json' }));
    if (isSaved) services.toasts.tellSuccess(text.exported(name));
  } catch (thrown) {
    services.toasts.tellFailure(failureOf(thrown));
  }
}

export async function duplicateWorkflow(id: string, services: Services): Promise<void> {
  try {
    const value = readJson(await textOf(id, services));
    const { id: _id, format: _format, ...workflow } = value as Workflow;
    const name = text.copyOf(workflow.name ?? id);
    const made = await services.workspace.create({ ...workflow, name, id });
    if (made.ok) services.toasts.tellSuccess(text.duplicated(name));
    else services.toasts.tellFailure(made.failure);
  } catch (thrown) {
    services.toasts.tellFailure(failureOf(thrown));
  }
}

/** Renames by an edit of the document, so that it can be undone; a workflow that was not open is saved at once. */
export async function renameWorkflow(id: string, current: string, services: Services): Promise<void> {
  const { dialogs, workspace, toasts } = services;
  const name = await dialogs.prompt({ title: text.renameTitle, label: text.name, value: current, action: text.rename });
  if (name === null || name === current) return;
  const opened = await workspace.open(id);
  if (!opened.ok) {
    toasts.tellFailure(opened.failure);
    return;
  }
  const renamed = opened.value.edit({
    label: text.rename,
    change: (workflow) => setWorkflowField(workflow, { field: 'name', value: name }),
  });
  if (!renamed.ok) toasts.tellFailure(renamed.failure);
  else {
    const saved = await workspace.save(id);
    if (!saved.ok) toasts.tellFailure(saved.failure);
  }
}

/** Deletes at once and offers to undo it, as the file is only moved aside. */
export async function deleteWorkflow(id: string, name: string, services: Services): Promise<void> {
  const { client, workspace, toasts } = services;
  try {
    const before = await textOf(id, services);
    const wasOpen = workspace.store.getState().sessions[id] !== undefined;
    await client.workflows.delete({ id });
    workspace.close(id);
    await workspace.refresh();
    const restore = async () => {
      try {
        await client.workflows.save({ params: { id }, body: { text: before } });
        await workspace.refresh();
        if (wasOpen) await workspace.open(id);
      } catch (thrown) {
        toasts.tellFailure(failureOf(thrown));
      }
    };
    toasts.tell(text.deleted(name), { label: text.undo, run: () => void restore() });
  } catch (thrown) {
    toasts.tellFailure(failureOf(thrown));
  }
}
