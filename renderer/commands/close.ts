import type { Command } from '../app/command.ts';
import { saveSession } from '../app/conflicts.ts';
import { isDirty } from '../document/session.ts';
import { messages } from '../messages/messages.ts';

const text = messages.commands;

/** Asks when something would be lost; the tab stays when it cannot be saved. */
export const close: Command = {
  id: 'file.close',
  group: 'file',
  label: text.close,
  shortcuts: ['Mod+W', 'Alt+W'],
  icon: 'x',
  isEnabled: ({ workspace }) => workspace.active() !== null,
  run: async (services) => {
    const { workspace, dialogs } = services;
    const session = workspace.active();
    if (!session) return;
    const state = session.store.getState();
    if (isDirty(state)) {
      const choice = await dialogs.confirm({
        title: text.closeTitle(state.workflow.name ?? session.id),
        text: text.closeText,
        choices: [
          { id: 'discard', label: text.discard, kind: 'danger' },
          { id: 'save', label: text.saveAndClose, kind: 'primary' },
        ],
      });
      if (choice === null || (choice === 'save' && !(await saveSession(session, services)))) return;
    }
    workspace.close(session.id);
  },
};
