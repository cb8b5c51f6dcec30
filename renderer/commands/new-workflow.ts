import type { Command } from '../app/command.ts';
import { freeName } from '../document/free-id.ts';
import { messages } from '../messages/messages.ts';

export const newWorkflow: Command = {
  id: 'file.new',
  group: 'file',
  label: messages.commands.newWorkflow,
  shortcuts: ['Mod+N', 'Alt+N'],
  icon: 'plus',
  isEnabled: () => true,
  run: async ({ workspace, toasts }) => {
    const names = new Set((workspace.store.getState().entries ?? []).map(({ name }) => name));
    const made = await workspace.create({ name: freeName(messages.commands.newName, names), tasks: {} });
    if (!made.ok) toasts.tellFailure(made.failure);
  },
};
