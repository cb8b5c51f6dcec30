import type { Command } from '../app/command.ts';
import type { Services } from '../app/services.ts';
import { messages } from '../messages/messages.ts';

const text = messages.commands;

export const deleteWorkflow: Command = {
  id: 'file.delete',
  group: 'file',
  label: text.delete,
  icon: 'trash-2',
  isEnabled: ({ workspace }) => workspace.active() !== null,
  run: async (services) => {
    const session = services.workspace.active();
    if (session) await deleteStored(session.id, session.store.getState().workflow.name ?? session.id, services);
  },
};

/** At once, because it can be taken back: the toast brings the workflow back as it was. */
export async function deleteStored(id: string, name: string, { workspace, toasts }: Services): Promise<void> {
  const removed = await workspace.remove(id);
  if (!removed.ok) {
    toasts.tellFailure(removed.failure);
    return;
  }
  const restore = async () => {
    const restored = await removed.value.restore();
    if (!restored.ok) toasts.tellFailure(restored.failure);
  };
  toasts.tell(text.deleted(name), { label: text.restore, run: () => void restore() });
}
