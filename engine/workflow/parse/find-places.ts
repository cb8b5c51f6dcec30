import type { JsonPath } from '../problem.ts';
import { endOfString, isSpace } from './scan-text.ts';

/** Where a value stands in a text, as offsets. */
export type Place = { readonly start: number; readonly end: number /** Of the property name. */; readonly key: Span | null };
export type Span = { readonly start: number; readonly end: number };

/** Looks up places found by `findPlaces`: the one at the path, or the nearest around it that exists. */
export type Places = (path: JsonPath) => { readonly place: Place; readonly complete: boolean };

type Spot = { place: Place; readonly below: Map<string, Spot> };

/**
 * Places of many paths in one pass, without building a tree: a large document with one problem must not cost what a tree of it costs.
 * The text must be valid JSON. Of equal keys the last counts, as in `JSON.parse`.
 */
export function findPlaces(text: string, paths: readonly JsonPath[]): Places {
  const nowhere = { start: 0, end: 0, key: null };
  const root: Spot = { place: nowhere, below: new Map() };
  for (const path of paths) {
    let at = root;
    for (const segment of path) {
      const next = at.below.get(String(segment)) ?? { place: nowhere, below: new Map() };
      at.below.set(String(segment), next);
      at = next;
    }
  }
  scanValue(text, skipSpace(text, 0), root, null);
  return (path) => {
    let at = root;
    for (const segment of path) {
      const next = at.below.get(String(segment));
      if (!next || next.place === nowhere) return { place: at.place, complete: false };
      at = next;
    }
    return { place: at.place, complete: true };
  };
}

/** Offset behind the value that starts at `start`. */
function scanValue(text: string, start: number, spot: Spot, key: Span | null): number {
  const isDeeper = spot.below.size > 0;
  const end =
    isDeeper && text[start] === '{'
      ? scanObject(text, start, spot)
      : isDeeper && text[start] === '['
        ? scanList(text, start, spot)
        : skipValue(text, start);
  spot.place = { start, end, key };
  return end;
}

function scanObject(text: string, start: number, spot: Spot): number {
  let at = skipSpace(text, start + 1);
  while (text[at] === '"') {
    const key = { start: at, end: endOfString(text, at) + 1 };
    const value = skipSpace(text, skipSpace(text, key.end) + 1);
    const below = spot.below.get(nameIn(text, key));
    at = skipSpace(text, below ? scanValue(text, value, below, key) : skipValue(text, value));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return at + 1;
}

function scanList(text: string, start: number, spot: Spot): number {
  let at = skipSpace(text, start + 1);
  for (let index = 0; at < text.length && text[at] !== ']'; index++) {
    const below = spot.below.get(String(index));
    at = skipSpace(text, below ? scanValue(text, at, below, null) : skipValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return at + 1;
}

function nameIn(text: string, { start, end }: Span): string {
  const raw = text.slice(start + 1, end - 1);
  return raw.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : raw;
}

function skipValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start) + 1;
  if (first === '{' || first === '[') return skipBrackets(text, start);
  let at = start;
  while (at < text.length && !isEndOfScalar(text.charCodeAt(at))) at++;
  return at;
}

function skipBrackets(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) at = endOfString(text, at);
    else if (unit === 0x7b || unit === 0x5b) depth++;
    else if ((unit === 0x7d || unit === 0x5d) && --depth === 0) return at + 1;
  }
  return text.length;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function isEndOfScalar(unit: number): boolean {
  return isSpace(unit) || unit === 0x2c || unit === 0x5d || unit === 0x7d;
}
