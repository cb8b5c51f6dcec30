import type { Command } from '../app/command.ts';
import { messages } from '../messages/messages.ts';

export const copyText: Command = {
  id: 'edit.copyText',
  group: 'edit',
  label: messages.commands.copyText,
  icon: 'clipboard',
  isEnabled: ({ workspace }) => workspace.active() !== null,
  run: async ({ workspace, toasts }) => {
    const session = workspace.active();
    if (!session) return;
    try {
      await navigator.clipboard.writeText(session.store.getState().text);
      toasts.tellSuccess(messages.commands.textCopied);
    } catch {
      toasts.tellFailure({ message: messages.commands.notCopied });
    }
  },
};
