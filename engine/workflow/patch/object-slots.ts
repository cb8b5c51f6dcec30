import { presentKeys } from '../equal.ts';
import type { Json, JsonObject } from '../json.ts';
import type { JsonPath } from '../problem.ts';
import { inSchemaOrder, orderedKeys, schemaKeysAt } from './key-order.ts';
import { findRenames } from './renames.ts';
import type { Slot } from './slot.ts';
import { childrenOf, isProperty, type TextNode } from './text-node.ts';

type ObjectChange = {
  readonly text: string;
  readonly node: TextNode;
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly knownRenames: ReadonlyMap<string, string>;
  readonly path: JsonPath;
};

/** Decides for each property whether it stays, is renamed or goes, and where new ones are put. */
export function planObject(change: ObjectChange): Slot[] {
  const { node, before, after } = change;
  const renames = findRenames(before, after, change.knownRenames, () => schemaKeysAt(change.path));
  const insertions = planInsertions(change, renames);
  const properties = childrenOf(change.text, node).filter(isProperty);
  const effective = new Map(properties.map((property) => [property.key, property]));
  return [
    ...(properties.length === 0 ? insertions.first : []),
    ...properties.flatMap((property): Slot[] => {
      const isEffective = effective.get(property.key) === property;
      const name = renames.get(property.key) ?? property.key;
      if (!Object.hasOwn(after, name) || after[name] === undefined) return [{ kind: 'remove', node: property }];
      // Of a key written twice the last one counts; the others are left alone unless the key goes.
      if (!isEffective) return [{ kind: name === property.key ? 'keep' : 'remove', node: property }];
      const change = { key: property.key, before: before[property.key] as Json, after: after[name] };
      const keep: Slot = { kind: 'keep', node: property, change, ...(name === property.key ? {} : { rename: name }) };
      return [...(insertions.before.get(name) ?? []), keep, ...(insertions.after.get(name) ?? [])];
    }),
    ...(properties.length === 0 ? [] : insertions.first),
  ];
}

type Insertions = {
  readonly before: ReadonlyMap<string, readonly Slot[]>;
  readonly after: ReadonlyMap<string, readonly Slot[]>;
  /** Where nothing is kept that they could stand beside. */
  readonly first: readonly Slot[];
};

/** A new key stands after the nearest key that comes before it in the wanted order, or else before the nearest that comes after it. */
function planInsertions({ before, after, path }: ObjectChange, renames: ReadonlyMap<string, string>): Insertions {
  const kept = new Set([...presentKeys(before).filter((key) => !renames.has(key)), ...renames.values()]);
  const result = { before: new Map<string, Slot[]>(), after: new Map<string, Slot[]>(), first: [] as Slot[] };
  if (presentKeys(after).every((key) => kept.has(key))) return result;
  let anchor: string | undefined;
  const leading: Slot[] = [];
  for (const key of orderedKeys(after, path)) {
    if (kept.has(key)) {
      if (anchor === undefined) result.before.set(key, leading);
      anchor = key;
      continue;
    }
    const slot: Slot = { kind: 'insert', key, value: inSchemaOrder(after[key] as Json, [...path, key]) };
    if (anchor === undefined) leading.push(slot);
    else append(result.after, anchor, slot);
  }
  if (anchor === undefined) result.first = leading;
  return result;
}

function append(map: Map<string, Slot[]>, key: string, slot: Slot): void {
  const list = map.get(key);
  if (list) list.push(slot);
  else map.set(key, [slot]);
}
