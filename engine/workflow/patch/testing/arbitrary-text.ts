import fc from 'fast-check';
import type { Json, JsonObject } from '../../json.ts';

/** A way to write a JSON document: what patches have to keep. */
export type Spelling = {
  /** '' writes everything on one line. */
  readonly unit: string;
  readonly eol: string;
  readonly colon: string;
  readonly comma: string;
  readonly shuffle: number;
  readonly end: string;
  /** Whether lists and objects without objects in them stay on one line. */
  readonly inlineLeaves: boolean;
};

export const arbitrarySpelling: fc.Arbitrary<Spelling> = fc.record({
  unit: fc.constantFrom('', '  ', '    ', '\t', '   '),
  eol: fc.constantFrom('\n', '\r\n'),
  colon: fc.constantFrom(': ', ':', ' : '),
  comma: fc.constantFrom(', ', ','),
  shuffle: fc.nat(),
  end: fc.constantFrom('', '\n', '\r\n', '\n\n', ' '),
  inlineLeaves: fc.boolean(),
});

/** Writes a document that way; the order of keys depends on `shuffle` (0: as they are). */
export function spell(value: Json, spelling: Spelling): string {
  return write(value, spelling, '') + spelling.end;
}

function write(value: Json, spelling: Spelling, indentation: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = indentation + spelling.unit;
  const isList = Array.isArray(value);
  const items = isList
    ? value.map((element: Json) => write(element, spelling, inner))
    : keysOf(value as JsonObject, spelling.shuffle).map(
        (key) => JSON.stringify(key) + spelling.colon + write((value as JsonObject)[key] as Json, spelling, inner),
      );
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return open + close;
  if (spelling.unit === '' || (spelling.inlineLeaves && isLeaf(value))) return open + items.join(spelling.comma) + close;
  const separator = spelling.eol + inner;
  return open + separator + items.join(`,${separator}`) + spelling.eol + indentation + close;
}

function isLeaf(value: object): boolean {
  return Object.values(value).every((part) => typeof part !== 'object' || part === null);
}

function keysOf(value: JsonObject, shuffle: number): string[] {
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  if (shuffle === 0) return keys;
  const rank = (key: string) => [...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0) + shuffle) % 1_000_003, 7);
  return keys.sort((a, b) => rank(a) - rank(b));
}

/** Another document that shares much with a given one: keys and elements come, go, move and change. */
export function mutate(value: Json, seeds: readonly number[], fresh: readonly Json[]): Json {
  return seeds.reduce<Json>((document, seed, at) => mutateOnce(document, seed, fresh[at % Math.max(1, fresh.length)] ?? null), value);
}

function mutateOnce(value: Json, seed: number, fresh: Json): Json {
  const size = typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
  if (size === 0 && !(typeof value === 'object' && value !== null)) return fresh;
  const at = seed % Math.max(1, size);
  const next = Math.floor(seed / Math.max(1, size));
  // Two steps of three go deeper, so that changes happen at all levels.
  const goesDeeper = size > 0 && next % 3 !== 0;
  const how = Math.floor(next / 3);
  if (Array.isArray(value)) return goesDeeper ? deeperInList(value, at, how, fresh) : changeList(value, at, how, fresh);
  return goesDeeper ? deeperInObject(value as JsonObject, at, how, fresh) : changeObject(value as JsonObject, at, how, fresh);
}

function deeperInList(list: readonly Json[], at: number, seed: number, fresh: Json): Json {
  return list.map((element, index) => (index === at ? mutateOnce(element, seed, fresh) : element));
}

function changeList(list: readonly Json[], at: number, how: number, fresh: Json): Json {
  const copy = [...list];
  if (how % 3 === 0) copy.splice(at, 0, fresh);
  else if (how % 3 === 1) copy.splice(at, 1 + (how % 2));
  else copy.push(fresh, fresh);
  return copy;
}

function deeperInObject(object: JsonObject, at: number, seed: number, fresh: Json): Json {
  const key = Object.keys(object)[at] as string;
  return fromEntries(Object.entries(object).map(([name, part]) => [name, name === key ? mutateOnce(part, seed, fresh) : part]));
}

function changeObject(object: JsonObject, at: number, how: number, fresh: Json): Json {
  const entries = Object.entries(object);
  const key = `new_${how % 7}`;
  if (how % 4 === 0) entries.splice(at, 0, [key, fresh]);
  else if (how % 4 === 1) entries.splice(at, 1 + (how % 2));
  else if (how % 4 === 2) entries.push([key, fresh], [`${key}_too`, fresh]);
  else if (entries[at]) entries[at] = [`renamed_${how % 5}`, (entries[at] as [string, Json])[1]];
  return fromEntries(entries);
}

/** Own properties whatever the key: assignment would lose `__proto__`. */
function fromEntries(entries: readonly (readonly [string, Json])[]): JsonObject {
  return Object.fromEntries(entries);
}
