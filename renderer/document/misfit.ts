// Edits of a document of which parts do not fit the format: the canvas shows and changes what fits, and the rest is left as it stands.
import { equalJson } from '../../engine/workflow/equal.ts';
import { isJsonObject, type Json, type JsonObject } from '../../engine/workflow/json.ts';

/** An edit would change something that does not fit. */
class Misfit extends Error {}

/**
 * The whole document after an edit of its fitting part: `before` is that part of `whole`, `after` what the edit made of it. Null when
 * the edit reaches into what does not fit, so that something of it would be lost.
 */
export function mergeMisfits(whole: Json, before: Json, after: Json): Json | null {
  try {
    return merge(whole, before, after);
  } catch (thrown) {
    if (thrown instanceof Misfit) return null;
    throw thrown;
  }
}

function merge(whole: Json, before: Json, after: Json): Json {
  if (equalJson(before, after)) return whole;
  if (isJsonObject(whole) && isJsonObject(before) && isJsonObject(after)) return mergeObjects(whole, before, after);
  if (equalJson(whole, before)) return after;
  throw new Misfit();
}

function mergeObjects(whole: JsonObject, before: JsonObject, after: JsonObject): JsonObject {
  const kept = Object.entries(whole).flatMap(([key, value]) => {
    const [old, now] = [own(before, key), own(after, key)];
    if (old === undefined && now === undefined) return [[key, value] as const];
    if (old !== undefined && now !== undefined) return [[key, merge(value, old, now)] as const];
    // Taken away as a whole, or put where something stands that does not fit.
    if (now === undefined && old !== undefined && equalJson(value, old)) return [];
    throw new Misfit();
  });
  const added = Object.keys(after).flatMap((key) => {
    const now = own(after, key);
    return now === undefined || own(whole, key) !== undefined || equalJson(own(before, key), now) ? [] : [[key, now] as const];
  });
  return Object.fromEntries([...kept, ...added]);
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
