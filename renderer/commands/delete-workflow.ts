import type { Command } from '../app/command.ts';
import type { Services } from '../app/services.ts';
import { messages } from '../messages/messages.ts';
import { type Marks, noMarks } from '../view/run-marks.ts';
import { environmentOf, withEnvironment } from '../view/view.ts';

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
export async function deleteStored(id: string, name: string, services: Services): Promise<void> {
  const { workspace, toasts } = services;
  const removed = await workspace.remove(id);
  if (!removed.ok) {
    toasts.tellFailure(removed.failure);
    return;
  }
  const giveBack = takeWays(id, services);
  const restore = async () => {
    const restored = await removed.value.restore();
    if (restored.ok) giveBack();
    else toasts.tellFailure(restored.failure);
  };
  toasts.tell(text.deleted(name), { label: text.restore, run: () => void restore() });
}

/** How the person ran it is not for another workflow that gets its id. Gives the function that gives it back. */
function takeWays(id: string, { marks, view }: Services): () => void {
  const [own, environment] = [marks.of(id), environmentOf(view.getState(), id)];
  const set = (next: Marks, name: string | null) => {
    marks.change(id, () => next);
    view.setState((state) => withEnvironment(state, id, name));
  };
  set(noMarks, null);
  return () => set(own, environment);
}
