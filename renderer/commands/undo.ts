import type { Command } from '../app/command.ts';
import { messages } from '../messages/messages.ts';

export const undo: Command = {
  id: 'edit.undo',
  group: 'edit',
  label: ({ workspace }) => {
    const step = workspace.active()?.store.getState().steps.past.at(-1);
    return step ? messages.commands.undoStep(step.label) : messages.commands.undo;
  },
  shortcuts: ['Mod+Z'],
  icon: 'undo-2',
  isEnabled: ({ workspace }) => (workspace.active()?.store.getState().steps.past.length ?? 0) > 0,
  run: ({ workspace }) => {
    workspace.active()?.undo();
  },
};
