import { expressionSignature } from '../../expression-help/signature.ts';
import { cursorAt, expressionAt } from '../help/cursor.ts';
import type { monaco } from '../monaco.ts';
import { askedAt, markdown } from './asked.ts';

export const signatures: monaco.languages.SignatureHelpProvider = {
  signatureHelpTriggerCharacters: ['(', ','],
  signatureHelpRetriggerCharacters: [')'],
  provideSignatureHelp(model, position) {
    const asked = askedAt(model, position);
    const expression = asked && expressionAt(cursorAt(asked.text, asked.offset));
    const found = expression && expressionSignature(expression.source, expression.offset);
    if (!found) return null;
    const value = {
      signatures: found.forms.map(({ label, parameters }) => ({
        label,
        documentation: markdown(found.docs),
        parameters: parameters.map((parameter) => ({ label: parameter })),
      })),
      activeSignature: found.active,
      activeParameter: found.parameter,
    };
    return { value, dispose: () => undefined };
  },
};
