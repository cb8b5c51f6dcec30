import { workflowIdPattern } from '../../engine/workflow/schema.ts';
import type { Command } from '../app/command.ts';
import { messages } from '../messages/messages.ts';
import { moveEnvironment } from '../view/view.ts';

const text = messages.commands;

export const changeId: Command = {
  id: 'file.changeId',
  group: 'file',
  label: text.changeId,
  icon: 'tag',
  isEnabled: ({ workspace }) => workspace.active() !== null,
  run: async ({ workspace, dialogs, toasts, marks, view }) => {
    const session = workspace.active();
    if (!session) return;
    const taken = new Set((workspace.store.getState().entries ?? []).map((entry) => entry.id));
    const check = (id: string) => {
      if (!workflowIdPattern.test(id)) return text.badId;
      return id !== session.id && taken.has(id) ? text.takenId(id) : null;
    };
    const id = await dialogs.prompt({ title: text.changeIdTitle, label: text.id, value: session.id, action: text.changeIdAction, check });
    if (id === null || id === session.id) return;
    const changed = await workspace.changeId(session.id, id);
    if (!changed.ok) {
      toasts.tellFailure(changed.failure);
      return;
    }
    marks.move(session.id, id);
    view.setState((state) => moveEnvironment(state, session.id, id));
    toasts.tell(text.idChanged(id));
  },
};
