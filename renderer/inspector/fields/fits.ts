import { hasExpression } from '../../../engine/workflow/expression/template.ts';
import { isJsonObject, type Json } from '../../../engine/workflow/json.ts';
import type { Control } from './field.ts';
import { messageText, secretName } from './value-text.ts';

/** How a field is edited at the moment: by its own control, as text with expressions, or as JSON. */
export type EditingMode = 'control' | 'expression' | 'json';

/** The first way that can show the value. */
export function modeFor(control: Control, value: Json | undefined): EditingMode {
  if (fits(control, value)) return 'control';
  return typeof value === 'string' ? 'expression' : 'json';
}

/** Whether expressions are written right into the control, so that it needs no other way for them. */
export function takesExpressions({ kind }: Control): boolean {
  return kind === 'text' || kind === 'multiline' || kind === 'code' || kind === 'expression' || kind === 'json';
}

/** Whether the control can show a value, and give it again. */
export function fits(control: Control, value: Json | undefined): boolean {
  if (value === undefined) return true;
  switch (control.kind) {
    case 'text':
    case 'code':
      return typeof value === 'string';
    case 'multiline':
      return typeof value === 'string' || (control.isAny && messageText.print(value) !== '');
    case 'secret':
      return typeof value === 'string' && (secretName(value) !== null || !hasExpression(value));
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && control.options.some((option) => option.value === value);
    case 'expression':
      return typeof value !== 'object' || value === null;
    case 'json':
      return true;
    case 'list':
      return fitsList(control, value);
    case 'table':
    case 'object':
      return isJsonObject(value);
    case 'inputs':
      return isJsonObject(value) && Object.values(value).every(isJsonObject);
    case 'variants':
      return isJsonObject(value) && control.variants.some((variant) => variant.value === value[control.tag]);
  }
}

function fitsList({ isText, mayBeSingle }: Extract<Control, { kind: 'list' }>, value: Json): boolean {
  const entries = Array.isArray(value) ? value : mayBeSingle && !isJsonObject(value) ? [value] : null;
  return entries !== null && (!isText || entries.every((entry) => typeof entry === 'string'));
}
