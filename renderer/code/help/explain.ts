// What is said of the place under the pointer.
import { taskAt } from '../../../engine/workflow/graph/walk.ts';
import { parametersOf } from '../../../engine/workflow/parse/context.ts';
import { catalog } from '../../document/catalog.ts';
import { expressionHover } from '../../expression-help/hover.ts';
import { type Cursor, cursorAt, expressionAt, nodeAt, stringAt } from './cursor.ts';
import { schemaDocs } from './schema-docs.ts';
import { isTask, schemasAt } from './schemas.ts';
import type { Surroundings } from './surroundings.ts';
import { taskNamedAt } from './task-at.ts';

/** Markdown, and the place it is about. */
export type Explanation = { readonly start: number; readonly end: number; readonly docs: string };

export function explain(text: string, offset: number, { workflow, known }: Surroundings): Explanation | null {
  const cursor = cursorAt(text, offset);
  const expression = expressionAt(cursor);
  if (expression) {
    const { source, offset: at, owner, toText } = expression;
    const hover = expressionHover({ workflow, owner, source, offset: at, ...(known ? { known } : {}) });
    if (hover) return { start: toText(hover.start), end: toText(hover.end), docs: hover.docs };
  }
  const { literal } = cursor;
  if (!literal || offset < literal.start || offset >= literal.end) return null;
  const docs = typeDocs(cursor) ?? taskDocs(cursor, workflow) ?? fieldDocs(cursor);
  return docs === null ? null : { start: literal.start, end: literal.end, docs };
}

/** Of a task type, on its name. */
function typeDocs(cursor: Cursor): string | null {
  if (cursor.isKey || cursor.path.at(-1) !== 'type' || !isTask(cursor.path.slice(0, -1))) return null;
  const manifest = catalog.get(stringAt(cursor, cursor.path) ?? '');
  return manifest ? `**${manifest.title}**\n\n${manifest.summary}\n\n${manifest.docs}` : null;
}

/** Of a task, on its key and where it is needed. */
function taskDocs(cursor: Cursor, workflow: Surroundings['workflow']): string | null {
  const named = taskNamedAt(cursor, workflow);
  if (!named) return null;
  const path = named.task.split('.').flatMap((id) => ['tasks', id]);
  const type = stringAt(cursor, [...path, 'type']);
  if (type === undefined || !nodeAt(cursor, path)) return null;
  const manifest = catalog.get(type);
  const line = manifest?.describe?.(parametersOf(taskAt(workflow, named.task) ?? {})) ?? '';
  return [`Task \`${named.task}\` · ${manifest?.title ?? type}`, line === '' ? manifest?.summary : inCode(line)]
    .filter(Boolean)
    .join('\n\n');
}

function fieldDocs(cursor: Cursor): string | null {
  const schemas = schemasAt(cursor.path, (owner) => stringAt(cursor, [...owner, 'type']));
  const docs = [...new Set(schemas.flatMap((schema) => schemaDocs(schema) ?? []))];
  return docs[0] ?? null;
}

/** What people wrote is shown as it is. */
function inCode(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('\n', ' ')}\``;
}
