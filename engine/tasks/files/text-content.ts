// Text and JSON in and out of files: strict UTF-8, byte order mark removed, places named in failures.
import { userFailure } from '../../workflow/failure.ts';
import type { Json } from '../../workflow/json.ts';
import { TaskFailure } from '../execution.ts';

/** Deeper JSON would overflow the stack of whatever reads it next. */
const maxJsonDepth = 500;

/** Bytes as text. Throws `invalid_encoding` where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw encodingFailure(path, bytes);
  }
}

export function encodingFailure(path: string, start: Uint8Array): TaskFailure {
  const isUtf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  const remedy = isUtf16 ? 'It looks like UTF-16; save it as UTF-8.' : 'Save it as UTF-8, or read it as base64.';
  return new TaskFailure(userFailure('invalid_encoding', `${JSON.stringify(path)} is not UTF-8 text. ${remedy}`, { path }));
}

/** `place` names where the text is from: a path, or a path and a line. */
export function parseJson(text: string, place: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new TaskFailure(userFailure('invalid_json', `${place} is not JSON: ${reason}.`));
  }
  if (isDeeper(value, maxJsonDepth)) {
    throw new TaskFailure(userFailure('invalid_json', `${place} is nested more than ${maxJsonDepth} levels deep, which is refused.`));
  }
  return value;
}

function isDeeper(value: Json, levels: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (levels === 0) return true;
  return (Array.isArray(value) ? value : Object.values(value)).some((part) => isDeeper(part, levels - 1));
}

/** Lines without their ends; an end at the end of the text starts no further line. */
export function splitLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** One JSON value per line; empty lines are passed over. */
export function parseJsonLines(text: string, path: string): Json[] {
  return splitLines(text).flatMap((line, index) =>
    line.trim() === '' ? [] : [parseJson(line, `Line ${index + 1} of ${JSON.stringify(path)}`)],
  );
}

export type ContentFormat = 'text' | 'json' | 'jsonLines' | 'base64';

/** Content as the bytes of a file. Without `as`, text stays text and everything else becomes JSON. */
export function encodeContent(content: Json, as: ContentFormat | undefined): string | Uint8Array {
  switch (as ?? (typeof content === 'string' ? 'text' : 'json')) {
    case 'json':
      return `${JSON.stringify(content, null, 2)}\n`;
    case 'jsonLines':
      return encodeJsonLines(content);
    case 'base64':
      return decodeBase64(content);
    default:
      return typeof content === 'string' ? content : JSON.stringify(content);
  }
}

function encodeJsonLines(content: Json): string {
  if (!Array.isArray(content)) {
    throw new TaskFailure(userFailure('invalid_content', 'As JSON lines, content has to be a list: each element becomes one line.'));
  }
  return content.map((value) => `${JSON.stringify(value)}\n`).join('');
}

function decodeBase64(content: Json): Uint8Array {
  const text = typeof content === 'string' ? content.replace(/\s+/g, '') : null;
  if (text === null || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) {
    throw new TaskFailure(userFailure('invalid_content', 'With as: "base64", content has to be base64 text.'));
  }
  return Buffer.from(text, 'base64');
}
