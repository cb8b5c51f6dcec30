import { failureOf } from '../api/failure.ts';
import type { Command } from '../app/command.ts';
import type { Services } from '../app/services.ts';
import { messages } from '../messages/messages.ts';

const text = messages.commands;

export const exportWorkflow: Command = {
  id: 'file.export',
  group: 'file',
  label: text.export,
  icon: 'download',
  isEnabled: ({ workspace }) => workspace.active() !== null,
  run: async (services) => {
    const session = services.workspace.active();
    if (session) await exportStored(session.id, services);
  },
};

/** Saves the text to a file as it is edited, or as it is stored: to the letter, mistakes included. */
export async function exportStored(id: string, { workspace, client, platform, toasts }: Services): Promise<void> {
  try {
    const session = workspace.store.getState().sessions[id];
    const content = session ? session.store.getState().text : (await client.workflows.get({ id })).text;
    const file = `${id}.millrace.json`;
    if (await platform.saveFile(file, new Blob([content], { type: 'application/json' }))) toasts.tellSuccess(text.exported(file));
  } catch (thrown) {
    toasts.tellFailure(failureOf(thrown));
  }
}
