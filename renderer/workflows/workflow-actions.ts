// What can be done with a stored workflow from the tree. What changes it is a command of the window, on the workflow brought to the front.
import { failureOf } from '../api/failure.ts';
import type { Services } from '../app/services.ts';
import { runCommand } from '../commands/registry.ts';
import { messages } from '../messages/messages.ts';

const text = messages.workflows;

/** Whether it is open now. */
export async function openWorkflow(id: string, { workspace, toasts }: Services): Promise<boolean> {
  const opened = await workspace.open(id);
  if (!opened.ok) toasts.tellFailure(opened.failure);
  return opened.ok;
}

/** Opens a workflow and does one of the window's commands with it. */
export async function actOnWorkflow(id: string, command: 'file.rename' | 'file.duplicate', services: Services): Promise<void> {
  if (await openWorkflow(id, services)) await runCommand(command, services);
}

/** Saves the text as it is edited, or as it is stored, to a file. */
export async function exportWorkflow(id: string, { workspace, client, platform, toasts }: Services): Promise<void> {
  try {
    const session = workspace.store.getState().sessions[id];
    const content = session ? session.store.getState().text : (await client.workflows.get({ id })).text;
    const name = `${id}.millrace.json`;
    if (await platform.saveFile(name, new Blob([content], { type: 'application/json' }))) toasts.tellSuccess(text.exported(name));
  } catch (thrown) {
    toasts.tellFailure(failureOf(thrown));
  }
}

/** At once, because it can be taken back: the toast brings the workflow back as it was. */
export async function deleteWorkflow(id: string, name: string, { workspace, toasts }: Services): Promise<void> {
  const removed = await workspace.remove(id);
  if (!removed.ok) {
    toasts.tellFailure(removed.failure);
    return;
  }
  const restore = async () => {
    const restored = await removed.value.restore();
    if (!restored.ok) toasts.tellFailure(restored.failure);
  };
  toasts.tell(text.deleted(name), { label: text.undo, run: () => void restore() });
}
