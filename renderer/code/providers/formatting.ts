import { formattedText } from '../../document/formatted-text.ts';
import { messages } from '../../messages/messages.ts';
import type { monaco } from '../monaco.ts';
import { codeOf } from '../open-code.ts';

export const formatting: monaco.languages.DocumentFormattingEditProvider = {
  displayName: 'Millrace',
  provideDocumentFormattingEdits(model) {
    const code = codeOf(model);
    if (!code) return [];
    const { text, problems } = code.session.store.getState();
    const formatted = formattedText(text, problems);
    // One step of the session, which the model follows: no edits are left for the editor.
    if (formatted.ok) code.session.replaceText(messages.code.format, formatted.value);
    else code.services.toasts.tellFailure(formatted.failure);
    return [];
  },
};
