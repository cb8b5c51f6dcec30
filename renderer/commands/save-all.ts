import type { Command } from '../app/command.ts';
import { saveSession } from '../app/conflicts.ts';
import type { Services } from '../app/services.ts';
import { isDirty } from '../document/session.ts';
import { messages } from '../messages/messages.ts';

export const saveAll: Command = {
  id: 'file.saveAll',
  group: 'file',
  label: messages.commands.saveAll,
  shortcuts: ['Mod+Shift+S'],
  icon: 'save',
  isEnabled: (services) => unsaved(services).length > 0,
  // One after the other: each may have to ask.
  run: async (services) => {
    for (const session of unsaved(services)) await saveSession(session, services);
  },
};

function unsaved({ workspace }: Services) {
  return Object.values(workspace.store.getState().sessions).filter(({ store }) => isDirty(store.getState()));
}
