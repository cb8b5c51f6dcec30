import { setWorkflowField } from '../../engine/workflow/edit/set-workflow.ts';
import { ok } from '../../engine/workflow/result.ts';
import type { Command } from '../app/command.ts';
import { editText } from '../document/edit-text.ts';
import { freeId } from '../document/free-id.ts';
import { messages } from '../messages/messages.ts';

/** The copy is written as the original is, unsaved changes included. */
export const duplicateWorkflow: Command = {
  id: 'file.duplicate',
  group: 'file',
  label: messages.commands.duplicate,
  icon: 'copy',
  isEnabled: ({ workspace }) => workspace.active() !== null,
  run: async ({ workspace, toasts }) => {
    const session = workspace.active();
    if (!session) return;
    const { workflow } = session.store.getState();
    const name = messages.commands.copyOf(workflow.name ?? session.id);
    const taken = new Set((workspace.store.getState().entries ?? []).map((entry) => entry.id));
    const id = freeId(session.id, taken.add(session.id));
    const copy = editText(
      session.store.getState(),
      (before) => {
        const named = setWorkflowField(before, { field: 'name', value: name });
        return named.ok ? ok({ ...named.value, id }) : named;
      },
      [],
    );
    const made = copy.ok ? await workspace.createFrom(id, copy.value.text) : copy;
    if (!made.ok) toasts.tellFailure(made.failure);
  },
};
