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
  run: async ({ workspace, surfaces, toasts }) => {
    const names = new Set((workspace.store.getState().entries ?? []).map(({ name }) => name));
    // The keys of the canvas, Tab first of all, work at once.
    const stopWaiting = surfaces.focusNextCanvas();
    const made = await workspace.create({ name: freeName(messages.commands.newName, names), tasks: {} });
    if (made.ok) return;
    stopWaiting();
    toasts.tellFailure(made.failure);
  },
};
