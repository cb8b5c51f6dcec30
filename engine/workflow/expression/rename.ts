// Renaming a task in the expressions that name it, leaving every other character as it is.
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { parseExpression, type Reference } from './compile.ts';
import { expressionsIn, type ReferenceOptions } from './references.ts';
import { isList } from './value.ts';

/** A name that can stand behind a dot. */
const memberName = /^(?!(?:true|false|null|in)$)[A-Za-z_][A-Za-z0-9_]*$/;

type Edge = Reference['ranges'][number];
type Edit = { readonly start: number; readonly end: number; readonly text: string };

/** Rewrites `tasks.from` and `tasks["from"]`. Texts and expressions that do not parse stay as they are. */
export function renameTaskInText(text: string, from: string, to: string, options: ReferenceOptions = {}): string {
  if (!text.includes(from)) return text;
  const edits = expressionsIn(text, options).flatMap(({ source, start }) =>
    editsIn(source, from, to).map((edit) => ({ ...edit, start: start + edit.start, end: start + edit.end })),
  );
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((edited, edit) => edited.slice(0, edit.start) + edit.text + edited.slice(edit.end), text);
}

/** The same for every text in a value; a value without such an expression comes back as it is. */
export function renameTaskInValue(value: Json, from: string, to: string): Json {
  if (typeof value === 'string') return renameTaskInText(value, from, to);
  if (isJsonObject(value)) return renameInMap(value, from, to);
  if (!isList(value)) return value;
  const items = value.map((item) => renameTaskInValue(item, from, to));
  return items.some((item, index) => item !== value[index]) ? items : value;
}

function renameInMap(value: JsonObject, from: string, to: string): Json {
  const entries = Object.entries(value).map(([key, item]) => [key, renameTaskInValue(item, from, to)] as const);
  return entries.some(([key, item]) => item !== value[key]) ? Object.fromEntries(entries) : value;
}

function editsIn(source: string, from: string, to: string): readonly Edit[] {
  const parsed = parseExpression(source);
  if (!parsed.ok) return [];
  return parsed.value.references
    .filter((reference) => reference.path[0] === 'tasks' && reference.path[1] === from)
    .map((reference) => editOf(source, reference, from, to));
}

function editOf(source: string, { ranges }: Reference, from: string, to: string): Edit {
  const [root, { start, end }] = ranges as readonly [Edge, Edge];
  const written = source.slice(start, end);
  if (written !== from) return { start, end, text: written.includes(from) ? written.replace(from, () => to) : JSON.stringify(to) };
  if (memberName.test(to)) return { start, end, text: to };
  // Only brackets can hold this name: `tasks.fetch` becomes `tasks["in"]`.
  const isOptional = /\?\s*$/.test(source.slice(root.end, start));
  return { start: root.end, end, text: `[${isOptional ? '?' : ''}${JSON.stringify(to)}]` };
}
