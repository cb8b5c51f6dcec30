// JSON from outside: bounded, and without the keys by which a program's own objects could be changed.
import { limits } from '../../workflow/limits.ts';
import { err, ok, type Result } from '../../workflow/result.ts';

const refusedKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Making one costs more than most bodies. */
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Fails with a sentence about what is wrong. */
export function parseSafeJson(bytes: Uint8Array): Result<unknown, string> {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch (thrown) {
    return err(`The body is no JSON in UTF-8: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
  const wrong = findUnsafe(value, 1);
  return wrong === null ? ok(value) : err(wrong);
}

function findUnsafe(value: unknown, depth: number): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (depth > limits.jsonDepth) return `The body is nested deeper than ${limits.jsonDepth} levels`;
  if (Array.isArray(value)) return first(value, (element) => findUnsafe(element, depth + 1));
  return first(Object.entries(value), ([key, member]) =>
    refusedKeys.has(key) ? `The body has a key \`${key}\`, which is not allowed anywhere in it` : findUnsafe(member, depth + 1),
  );
}

function first<T>(values: readonly T[], find: (value: T) => string | null): string | null {
  for (const value of values) {
    const found = find(value);
    if (found !== null) return found;
  }
  return null;
}
