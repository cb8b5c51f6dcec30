// Shapes of values that are known, and how shapes are told to people.
import { anything, join, type Shape } from '../../engine/workflow/expression/shape.ts';
import type { Json } from '../../engine/workflow/json.ts';

const deepest = 8;
const mostFields = 200;
const mostItems = 20;

/** The shape of a value of a run. Open, because the next run may give more. */
export function shapeOfValue(value: Json, depth = 0): Shape {
  if (value === null || depth > deepest) return anything;
  if (Array.isArray(value)) {
    const items = value.slice(0, mostItems).map((item) => shapeOfValue(item, depth + 1));
    return { kind: 'list', items: items.length === 0 ? anything : items.reduce(join) };
  }
  if (typeof value !== 'object') return { kind: typeof value as 'string' | 'number' | 'boolean' };
  const entries = Object.entries(value).slice(0, mostFields);
  const fields = entries.filter(([name]) => name !== '__proto__').map(([name, field]) => [name, shapeOfValue(field, depth + 1)] as const);
  return { kind: 'object', fields: Object.fromEntries(fields), open: true };
}

/** What the type promises, filled in with what was seen. */
export function refine(promised: Shape, seen: Shape): Shape {
  if (promised.kind === 'any' || promised.kind === 'null') return seen;
  if (promised.kind === 'list' && seen.kind === 'list') return { kind: 'list', items: refine(promised.items, seen.items) };
  if (promised.kind !== 'object' || seen.kind !== 'object') return promised;
  const names = [...new Set([...Object.keys(promised.fields), ...Object.keys(seen.fields)])];
  const fields = names.map((name) => {
    const [left = anything, right = anything] = [ownField(promised, name), ownField(seen, name)];
    return [name, refine(left, right)] as const;
  });
  return { kind: 'object', fields: Object.fromEntries(fields), open: promised.open };
}

function ownField(shape: Shape & { kind: 'object' }, name: string): Shape | undefined {
  return Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
}

const words: { readonly [K in Shape['kind']]: string } = {
  any: 'any',
  object: 'map',
  list: 'list',
  string: 'text',
  number: 'number',
  boolean: 'true or false',
  null: 'null',
};

export function shapeWord(shape: Shape): string {
  if (shape.kind !== 'list' || shape.items.kind === 'any') return words[shape.kind];
  return `list of ${words[shape.items.kind]}`;
}

const longestPreview = 60;

/** A value in one short line. */
export function previewOf(value: Json): string {
  const text = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'string' && inner.length > 200 ? inner.slice(0, 200) : inner,
  );
  return text.length > longestPreview ? `${text.slice(0, longestPreview - 1)}…` : text;
}
