// Where expressions stand in a text of a workflow, closed or not.
import { parseTemplate } from '../../engine/workflow/expression/template.ts';

/** `start` and `end` are offsets of the source in the text, braces excluded. */
export type ExpressionPlace = { readonly source: string; readonly start: number; readonly end: number };

/** The expressions of a text with `{{ }}`; one that is not closed goes to the end. */
export function expressionPlaces(text: string): readonly ExpressionPlace[] {
  if (!text.includes('{{')) return [];
  const template = parseTemplate(text);
  if (template.ok) return template.value.parts.flatMap((part) => (part.kind === 'expression' ? [part] : []));
  return openPlaces(text);
}

/** Of a text in which something is not closed: each ends with the next braces, or before the next that open. */
function openPlaces(text: string): readonly ExpressionPlace[] {
  const places: ExpressionPlace[] = [];
  for (let open = text.indexOf('{{'); open !== -1; ) {
    const start = open + 2;
    open = text.indexOf('{{', start);
    const close = text.indexOf('}}', start);
    const end = Math.min(close === -1 ? text.length : close, open === -1 ? text.length : open);
    places.push({ source: text.slice(start, end), start, end });
  }
  return places;
}

/** Fields whose text is an expression as it is, without braces. */
export function isBareField(path: readonly (string | number)[]): boolean {
  const [field, owner, beyond] = [path.at(-1), path.at(-2), path.at(-3)];
  if (field === 'when') return owner !== 'with';
  if (field === 'condition') return owner === 'until';
  if (field === 'key') return owner === 'each' || owner === 'cache';
  return field === 'if' && beyond === 'retry' && (owner === 'on' || owner === 'notOn');
}
