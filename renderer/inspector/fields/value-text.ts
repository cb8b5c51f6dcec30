// Values as texts that a person edits, and back. `parse(print(value))` is the value, for every value that `fits` the way of writing.
import type { Json } from '../../../engine/workflow/json.ts';
import { err, ok, type Result } from '../../../engine/workflow/result.ts';

/** `undefined` is a value that is not there: its text is empty. Failures say what is wrong with the text. */
export type Writing = {
  readonly print: (value: Json | undefined) => string;
  readonly parse: (text: string) => Result<Json | undefined, string>;
};

export const notANumber = 'not_a_number';
export const notWhole = 'not_whole';
export const notJson = 'not_json';

/** Texts as they are; an empty one is no value. */
export const plainText: Writing = {
  print: (value) => (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)),
  parse: (text) => ok(text === '' ? undefined : text),
};

/** Texts as they are, the empty one included. */
export const anyText: Writing = { print: plainText.print, parse: (text) => ok(text) };

export function numberText(isInteger: boolean): Writing {
  return {
    print: plainText.print,
    parse: (text) => {
      const trimmed = text.trim().replace(/^\+/, '');
      if (trimmed === '') return ok(undefined);
      const value = Number(trimmed);
      if (!/^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(trimmed) || !Number.isFinite(value)) return err(notANumber);
      return isInteger && !Number.isSafeInteger(value) ? err(notWhole) : ok(value);
    },
  };
}

const literal = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/** Whether a text says that it is JSON: it begins as a list, an object or a quoted text does, and not as an expression. */
function looksLikeJson(text: string): boolean {
  return /^\s*(?:\[|"|\{(?!\{))/.test(text);
}

function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/**
 * Any value in one line, with the fewest signs: `5`, `true` and `[1, 2]` are what they look like, `"5"` is the text 5, and what is no
 * JSON is text as it stands. Never fails.
 */
export const looseText: Writing = {
  print: (value) => printLoose(value, 0),
  parse: (text) => ok(readLoose(text)),
};

function readLoose(text: string): Json {
  if (!literal.test(text.trim()) && !looksLikeJson(text)) return text;
  const value = readJson(text);
  return value === undefined ? text : value;
}

function printLoose(value: Json | undefined, indent: number): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return JSON.stringify(value, null, indent);
  return readLoose(value) === value ? value : JSON.stringify(value);
}

/** The same in several lines. What begins like JSON has to be JSON; an empty text is no value. */
export const jsonText: Writing = {
  print: (value) => (typeof value === 'string' && looksLikeJson(value) ? JSON.stringify(value) : printLoose(value, 2)),
  parse: (text) => {
    if (text.trim() === '') return ok(undefined);
    const value = readLoose(text);
    return typeof value === 'string' && looksLikeJson(text) && readJson(text) === undefined ? err(notJson) : ok(value);
  },
};

/** Text first: only whole lists and objects are taken for JSON, since a message may begin with a bracket and be a number. */
export const messageText: Writing = {
  print: (value) => {
    if (value === undefined) return '';
    if (typeof value !== 'string') return JSON.stringify(value, null, 2);
    return readMessage(value) === value ? value : JSON.stringify(value);
  },
  parse: (text) => ok(text === '' ? undefined : readMessage(text)),
};

function readMessage(text: string): Json {
  if (!looksLikeJson(text) && !/^(?:null|true|false)$/.test(text)) return text;
  const value = readJson(text);
  return value === undefined ? text : value;
}

const secretOnly = /^\{\{\s*secrets\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}$/;

/** The name in `{{ secrets.NAME }}`; null when the text is anything else. */
export function secretName(value: Json | undefined): string | null {
  return typeof value === 'string' ? (secretOnly.exec(value)?.[1] ?? null) : null;
}

export function secretText(name: string): string {
  return `{{ secrets.${name} }}`;
}
