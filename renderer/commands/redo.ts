import type { Command } from '../app/command.ts';
import { messages } from '../messages/messages.ts';

export const redo: Command = {
  id: 'edit.redo',
  group: 'edit',
  label: ({ workspace }) => {
    const step = workspace.active()?.store.getState().steps.future[0];
    return step ? messages.commands.redoStep(step.label) : messages.commands.redo;
  },
  shortcuts: ['Mod+Shift+Z', 'Mod+Y'],
  icon: 'redo-2',
  isEnabled: ({ workspace }) => (workspace.active()?.store.getState().steps.future.length ?? 0) > 0,
  run: ({ workspace }) => {
    workspace.active()?.redo();
  },
};
