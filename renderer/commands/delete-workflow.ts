import type { Command } from '../app/command.ts';
import { messages } from '../messages/messages.ts';

/** At once, because it can be taken back: the toast brings the workflow back as it was. */
export const deleteWorkflow: Command = {
  id: 'file.delete',
  group: 'file',
  label: messages.commands.delete,
  icon: 'trash-2',
  isEnabled: ({ workspace }) => workspace.active() !== null,
  run: async ({ workspace, toasts }) => {
    const session = workspace.active();
    if (!session) return;
    const name = session.store.getState().workflow.name ?? session.id;
    const removed = await workspace.remove(session.id);
    if (!removed.ok) {
      toasts.tellFailure(removed.failure);
      return;
    }
    const restore = async () => {
      const restored = await removed.value.restore();
      if (!restored.ok) toasts.tellFailure(restored.failure);
    };
    toasts.tell(messages.commands.deleted(name), { label: messages.commands.restore, run: () => void restore() });
  },
};
