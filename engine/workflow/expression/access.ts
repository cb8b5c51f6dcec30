// Reading fields and items: own properties of maps and items of lists, nothing else.
import type { Json } from '../json.ts';
import { ExpressionFault } from './fault.ts';
import { closest } from './suggest.ts';
import { describeKind, isList, isMap, none, Optional, type Value } from './value.ts';

/** The field or item; undefined when there is none. */
export function read(from: Json, key: Json): Json | undefined {
  if (isList(from)) return typeof key === 'number' ? from[key] : undefined;
  if (!isMap(from)) return undefined;
  const name = typeof key === 'string' ? key : typeof key === 'number' || typeof key === 'boolean' ? String(key) : null;
  return name !== null && Object.hasOwn(from, name) ? from[name] : undefined;
}

export function readOptional(from: Value, key: Json): Optional {
  const object = from instanceof Optional ? from.value : from;
  const value = object === undefined ? undefined : read(object, key);
  return value === undefined ? none : new Optional(value);
}

type Position = { readonly start: number; readonly end: number };

/** The field or item; a fault that says what is missing and what is there instead. `textOf` gives the source of what is read from. */
export function readStrict(from: Json, key: Json, at: Position, textOf: () => string): Json {
  const value = read(from, key);
  if (value !== undefined) return value;
  throw new ExpressionFault('missing', () => explain(from, key, textOf()), at);
}

function explain(from: Json, key: Json, text: string): string {
  const name = typeof key === 'string' ? `\`${key.slice(0, 100)}\`` : typeof key === 'object' ? describeKind(key) : String(key);
  if (from === null)
    return `\`${text}\` is null (as the output of a skipped task is), so it has no ${typeof key === 'number' ? 'item' : 'field'} ${name}`;
  if (isList(from)) return explainList(from, key, text, name);
  if (!isMap(from)) return `\`${text}\` is ${describeKind(from)}, so it has no field ${name}`;
  const names = Object.keys(from);
  const near = typeof key === 'string' ? closest(key, names) : null;
  if (near !== null) return `\`${text}\` has no field ${name}; did you mean \`${near}\`?`;
  if (names.length === 0) return `\`${text}\` has no field ${name}; it is an empty map`;
  const shown = names.slice(0, 5).map((field) => field.slice(0, 40));
  return `\`${text}\` has no field ${name}; it has ${shown.join(', ')}${names.length > shown.length ? ', …' : ''}`;
}

function explainList(from: readonly Json[], key: Json, text: string, name: string): string {
  if (typeof key !== 'number') return `\`${text}\` is a list, so it has no field ${name}; use an index such as [0], or .map(x, x.field)`;
  if (!Number.isInteger(key)) return `the index ${name} of \`${text}\` is not a whole number`;
  const count = from.length === 1 ? '1 item' : `${from.length} items`;
  return `\`${text}\` has no item ${name}; it has ${count}, counted from 0`;
}
