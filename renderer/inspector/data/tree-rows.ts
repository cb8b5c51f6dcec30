// A value as the rows of a tree, with nothing made for what is closed: the value may be of any size.
import { isJsonObject, type Json } from '../../../engine/workflow/json.ts';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import { shortValue } from '../preview/preview-lines.ts';

export type TreeRow =
  | {
      readonly kind: 'value';
      /** Unique among the rows. */
      readonly id: string;
      readonly path: JsonPath;
      readonly depth: number;
      /** Name or index in what holds it; empty for the root. */
      readonly name: string;
      readonly text: string;
      readonly type: 'text' | 'number' | 'boolean' | 'null' | 'list' | 'object';
      /** Null: nothing to open. */
      readonly isOpen: boolean | null;
    }
  /** More entries than are shown; opening it shows the next ones. */
  | { readonly kind: 'more'; readonly id: string; readonly of: string; readonly depth: number; readonly count: number };

export type TreeState = {
  /** Ids of opened rows. */
  readonly open: ReadonlySet<string>;
  /** How many entries of a row are shown, where it is not the usual number. */
  readonly shown: ReadonlyMap<string, number>;
};

export const entriesPerStep = 200;

export function treeRows(root: Json, { open, shown }: TreeState): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const visit = (value: Json, path: JsonPath, id: string, name: string): void => {
    const depth = path.length;
    const type = typeOf(value);
    const isContainer = type === 'list' || type === 'object';
    const size = isContainer ? sizeOf(value) : 0;
    const isOpen = isContainer && size > 0 ? open.has(id) : null;
    rows.push({ kind: 'value', id, path, depth, name, type, isOpen, text: isOpen ? '' : closedText(value, size) });
    if (!isOpen) return;
    const most = shown.get(id) ?? entriesPerStep;
    for (const [key, each] of firstEntries(value, most))
      visit(each, [...path, key], `${id}/${String(key).replaceAll('/', '~1')}`, String(key));
    if (size > most) rows.push({ kind: 'more', id: `${id}//more`, of: id, depth: depth + 1, count: size - most });
  };
  visit(root, [], '$', '');
  return rows;
}

function firstEntries(value: Json, most: number): readonly (readonly [string | number, Json])[] {
  if (Array.isArray(value)) return value.slice(0, most).map((each: Json, index) => [index, each]);
  return isJsonObject(value) ? Object.entries(value).slice(0, most) : [];
}

export function sizeOf(value: Json): number {
  if (Array.isArray(value)) return value.length;
  return isJsonObject(value) ? Object.keys(value).length : 0;
}

function typeOf(value: Json): Extract<TreeRow, { kind: 'value' }>['type'] {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'object';
  return typeof value === 'string' ? 'text' : (typeof value as 'number' | 'boolean');
}

const mostShownInline = 3;

/** A list that is closed says how long it is, when it is long. */
function closedText(value: Json, size: number): string {
  return Array.isArray(value) && size > mostShownInline ? `[${size.toLocaleString('en')}]` : shortValue(value, 120);
}
