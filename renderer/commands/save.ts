import type { Command } from '../app/command.ts';
import { saveSession } from '../app/conflicts.ts';
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
  run: async (services) => {
    const session = services.workspace.active();
    if (session) await saveSession(session, services);
  },
};
