// Which argument of which function is being written.
import { openCalls } from './calls.ts';
import { findEntry, functionSummary, type SignatureForm, signatureForms } from './functions.ts';
import { expressionTokens } from './tokens.ts';

export type ExpressionSignature = {
  readonly forms: readonly SignatureForm[];
  /** Index of the form that fits what is written so far. */
  readonly active: number;
  /** Index in the parameters of a form; the last stands for all further ones where it ends with an ellipsis. */
  readonly parameter: number;
  /** Markdown. */
  readonly docs: string;
};

/** Null where no call of a known function is open. */
export function expressionSignature(source: string, offset: number): ExpressionSignature | null {
  const call = openCalls(expressionTokens(source), offset).at(-1);
  const entry = call && findEntry(call.name);
  if (!call || !entry) return null;
  const forms = signatureForms(entry);
  // A receiver is the first argument, but for forms that are always written behind one.
  const isShifted = call.receiver !== null && forms[0]?.receiver === null;
  const argument = call.argument + (isShifted ? 1 : 0);
  const fitting = forms.findIndex(({ parameters }) => argument < parameters.length || parameters.at(-1) === '…');
  const active = fitting === -1 ? forms.length - 1 : fitting;
  const last = Math.max(0, (forms[active]?.parameters.length ?? 1) - 1);
  return { forms, active, parameter: Math.min(argument, last), docs: functionSummary(entry) };
}
