import type { Command } from '../app/command.ts';
import { messages } from '../messages/messages.ts';

export const exportWorkflow: Command = {
  id: 'file.export',
  group: 'file',
  label: messages.commands.export,
  icon: 'download',
  isEnabled: ({ workspace }) => workspace.active() !== null,
  /** The text as it is, to the letter, mistakes included. */
  run: async ({ workspace, platform, toasts }) => {
    const session = workspace.active();
    if (!session) return;
    const file = `${session.id}.millrace.json`;
    const isSaved = await platform.saveFile(file, new Blob([session.store.getState().text], { type: 'application/json' }));
    if (isSaved) toasts.tellSuccess(messages.commands.exported(file));
  },
};
