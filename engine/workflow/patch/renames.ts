import { equalJson, presentKeys } from '../equal.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** Above this many comparisons only equal values are taken for renamed. */
const comparisonLimit = 256;

/**
 * Keys that went and came with the same value, or nearly the same: renamed in place rather than removed and added.
 * Returns the new name by the old one. `known` are renames the caller is sure of; `fixed` keys have a meaning of their own and are
 * never renamed.
 */
export function findRenames(
  before: JsonObject,
  after: JsonObject,
  known: ReadonlyMap<string, string> = new Map(),
  fixed: () => readonly string[] = () => [],
): Map<string, string> {
  const removed = new Set(presentKeys(before).filter((key) => !has(after, key)));
  const added = new Set(presentKeys(after).filter((key) => !has(before, key)));
  if (removed.size === 0 || added.size === 0) return new Map();
  for (const key of fixed()) {
    removed.delete(key);
    added.delete(key);
  }
  const renames = new Map<string, string>();
  const take = (from: string, to: string) => {
    if (!removed.delete(from)) return;
    if (added.delete(to)) renames.set(from, to);
    else removed.add(from);
  };
  for (const [from, to] of known) take(from, to);
  for (const [from, to] of equalPairs(before, after, removed, added)) take(from, to);
  for (const [from, to] of similarPairs(before, after, removed, added)) take(from, to);
  return renames;
}

function has(object: JsonObject, key: string): boolean {
  return Object.hasOwn(object, key) && object[key] !== undefined;
}

/** Looks values up by their text, so that replacing a thousand tasks by a thousand others stays linear. */
function equalPairs(before: JsonObject, after: JsonObject, removed: ReadonlySet<string>, added: ReadonlySet<string>): [string, string][] {
  const byText = new Map<string, string[]>();
  for (const key of added) {
    const text = JSON.stringify(after[key]);
    const keys = byText.get(text);
    if (keys) keys.push(key);
    else byText.set(text, [key]);
  }
  return [...removed].flatMap((from): [string, string][] => {
    const to = byText.get(JSON.stringify(before[from]))?.shift();
    return to === undefined ? [] : [[from, to]];
  });
}

function similarPairs(before: JsonObject, after: JsonObject, removed: ReadonlySet<string>, added: ReadonlySet<string>): [string, string][] {
  if (removed.size * added.size > comparisonLimit) return [];
  const pairs = [...removed].flatMap((from) =>
    [...added].map((to) => ({ from, to, likeness: likeness(before[from] as Json, after[to] as Json) })),
  );
  return pairs
    .filter((pair) => pair.likeness > 0.5)
    .sort((a, b) => b.likeness - a.likeness)
    .map((pair) => [pair.from, pair.to]);
}

/** The share of fields two objects have in common, from 0 to 1; a field that is an object counts by its own share. */
function likeness(a: Json, b: Json): number {
  if (!isJsonObject(a) || !isJsonObject(b)) return equalJson(a, b) ? 1 : 0;
  const keys = new Set([...presentKeys(a), ...presentKeys(b)]);
  const shares = [...keys].map((key) => (has(a, key) && has(b, key) ? likeness(a[key] as Json, b[key] as Json) : 0));
  return keys.size === 0 ? 1 : shares.reduce((sum, share) => sum + share, 0) / keys.size;
}
