import type { Command } from '../app/command.ts';
import { formattedText } from '../document/formatted-text.ts';
import { messages } from '../messages/messages.ts';

/** For a text that a program wrote in one line, say. One step, as every edit. */
export const formatText: Command = {
  id: 'edit.formatText',
  group: 'edit',
  label: messages.commands.formatText,
  icon: 'braces',
  isEnabled: ({ workspace }) => workspace.active() !== null,
  run: ({ workspace, toasts }) => {
    const session = workspace.active();
    if (!session) return;
    const { text, problems } = session.store.getState();
    const formatted = formattedText(text, problems);
    if (formatted.ok) session.replaceText(messages.code.format, formatted.value);
    else toasts.tellFailure(formatted.failure);
  },
};
