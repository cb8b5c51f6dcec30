import type { Command } from '../app/command.ts';
import { messages } from '../messages/messages.ts';

export const newWorkflow: Command = {
  id: 'file.new',
  group: 'file',
  label: messages.commands.newWorkflow,
  shortcuts: ['Mod+N', 'Alt+N'],
  icon: 'plus',
  isEnabled: () => true,
  run: async ({ workspace, toasts }) => {
    const made = await workspace.create({ name: messages.commands.newName, tasks: {} });
    if (!made.ok) toasts.tellFailure(made.failure);
  },
};
