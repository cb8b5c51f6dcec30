import type { Command } from '../app/command.ts';
import { isDirty } from '../document/session.ts';
import { messages } from '../messages/messages.ts';

export const save: Command = {
  id: 'file.save',
  group: 'file',
  label: messages.commands.save,
  shortcuts: ['Mod+S'],
  icon: 'save',
  isEnabled: ({ workspace }) => {
    const session = workspace.active();
    return session !== null && isDirty(session.store.getState());
  },
  run: async ({ workspace, toasts }) => {
    const session = workspace.active();
    if (!session) return;
    const saved = await workspace.save(session.id);
    if (!saved.ok) toasts.tellFailure(saved.failure);
  },
};
