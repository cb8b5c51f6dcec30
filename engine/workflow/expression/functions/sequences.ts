// What texts, lists and maps have in common.
import type { Json } from '../../json.ts';
import type { Budget } from '../limits.ts';
import { describeKind, isEqual, isList, isMap } from '../value.ts';
import { fail } from './definition.ts';

export function isIndexed(value: Json): value is string | readonly Json[] {
  return typeof value === 'string' || isList(value);
}

/** Characters are Unicode code points, as CEL counts them. */
export function sizeOf(value: Json): number {
  if (typeof value === 'string') return codePoints(value);
  if (isList(value)) return value.length;
  return isMap(value) ? Object.keys(value).length : fail(`argument 1 must be a text, a list or a map, not ${describeKind(value)}`);
}

function codePoints(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    const isPair = (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
    if (isPair) count--;
  }
  return count;
}

export function contains(whole: Json, part: Json, budget: Budget): boolean {
  return indexOf(whole, part, budget) >= 0;
}

export function indexOf(whole: Json, part: Json, budget: Budget): number {
  if (isList(whole)) return whole.findIndex((item) => isEqual(item, part, budget));
  if (typeof whole !== 'string') return fail(`argument 1 must be a text or a list, not ${describeKind(whole)}`);
  if (typeof part !== 'string') return fail(`argument 2 must be a text, not ${describeKind(part)}`);
  return whole.indexOf(part);
}
