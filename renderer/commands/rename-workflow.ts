import { setWorkflowField } from '../../engine/workflow/edit/set-workflow.ts';
import type { Command } from '../app/command.ts';
import { messages } from '../messages/messages.ts';

const text = messages.commands;

export const renameWorkflow: Command = {
  id: 'file.rename',
  group: 'file',
  label: text.rename,
  icon: 'pencil',
  isEnabled: ({ workspace }) => workspace.active() !== null,
  run: async ({ workspace, dialogs, toasts }) => {
    const session = workspace.active();
    if (!session) return;
    const before = session.store.getState().workflow.name ?? session.id;
    const name = await dialogs.prompt({ title: text.renameTitle, label: text.name, value: before, action: text.renameAction });
    if (name === null || name === before) return;
    const renamed = session.edit({
      label: text.renameTitle,
      change: (workflow) => setWorkflowField(workflow, { field: 'name', value: name }),
    });
    if (!renamed.ok) toasts.tellFailure(renamed.failure);
  },
};
