import { createScanner } from 'jsonc-parser';

// jsonc-parser declares these as `const enum`, which do not exist at run time.
const openBrace = 1;
const closeBrace = 2;
const openBracket = 3;
const closeBracket = 4;
const endOfFile = 17;

/** What one pass over valid JSON text counts: compared with the parsed value it tells whether a key was defined twice. */
export type TextCounts = { readonly keys: number; readonly depth: number };

/**
 * A number of property names that no valid JSON text exceeds, most often the very number: a colon after a quote ends a name, unless it
 * stands in a string. Much cheaper than `countText`.
 */
export function mostKeys(text: string): number {
  let keys = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    while (isSpace(text.charCodeAt(before))) before--;
    if (text.charCodeAt(before) === 0x22) keys++;
  }
  return keys;
}

export function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}

/** Counts property names and the deepest nesting. The text must be valid JSON. */
export function countText(text: string): TextCounts {
  let keys = 0;
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) at = endOfString(text, at);
    else if (unit === 0x3a) keys++;
    else if (unit === 0x7b || unit === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (unit === 0x7d || unit === 0x5d) depth--;
  }
  return { keys, depth: deepest };
}

/** Offset of the quote that ends the string which starts at `start`. */
export function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote === -1 ? text.length : quote;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++;
  return backslashes % 2 === 1;
}

/** Whether brackets nest deeper than `limit`, in any text. jsonc-parser recurses, so this comes before it, with its own tokens. */
export function nestsDeeper(text: string, limit: number): boolean {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== endOfFile; token = scanner.scan()) {
    if (token === openBrace || token === openBracket) depth++;
    if (token === closeBrace || token === closeBracket) depth--;
    if (depth > limit) return true;
  }
  return false;
}
