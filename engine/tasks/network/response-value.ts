import { userFailure } from '../../workflow/failure.ts';
import type { Json } from '../../workflow/json.ts';
import { TaskFailure } from '../execution.ts';
import type { ResponseForm } from './parameters.ts';
import { headerText, type ResponseHeaders } from './response-headers.ts';

/** Deeper values would exhaust the stack of whoever walks them later. */
const maxDepth = 500;

const textTypes = /^(?:text\/|application\/(?:.+\+)?(?:xml|yaml|x-yaml|javascript|x-www-form-urlencoded|x-ndjson|ndjson|jsonl|sql|toml)$)/;
const jsonTypes = /^(?:application|text)\/(?:.+\+)?json$/;

/** The value of an answer. `auto` goes by its content type; an empty answer is null, unless text or base64 is asked for. */
export function toValue(bytes: Uint8Array, headers: ResponseHeaders, form: ResponseForm, host: string): Json {
  const { type, charset } = contentTypeOf(headers);
  switch (form === 'auto' ? guessForm(bytes, type) : form) {
    case 'json':
      return bytes.byteLength === 0 && form === 'auto' ? null : parseJson(decodeText(bytes, charset), host);
    case 'text':
      return bytes.byteLength === 0 && form === 'auto' ? null : decodeText(bytes, charset);
    case 'base64':
      return Buffer.from(bytes).toString('base64');
  }
}

/** The beginning of an answer as text for a message; null when it is binary. */
export function toExcerpt(bytes: Uint8Array, headers: ResponseHeaders): string | null {
  const { type, charset } = contentTypeOf(headers);
  if (bytes.byteLength === 0 || (!jsonTypes.test(type) && guessForm(bytes, type) === 'base64')) return null;
  return decodeText(bytes, charset);
}

function guessForm(bytes: Uint8Array, type: string): 'json' | 'text' | 'base64' {
  if (jsonTypes.test(type)) return 'json';
  if (textTypes.test(type) || bytes.byteLength === 0) return 'text';
  return type === '' && isUtf8Text(bytes) ? 'text' : 'base64';
}

function contentTypeOf(headers: ResponseHeaders): { readonly type: string; readonly charset: string } {
  const text = headerText(headers, 'content-type') ?? '';
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(text)?.[1] ?? 'utf-8';
  return { type: (text.split(';')[0] ?? '').trim().toLowerCase(), charset };
}

/** An unknown charset is read as UTF-8: a wrong letter is better than no answer. */
function decodeText(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

function isUtf8Text(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
}

function parseJson(text: string, host: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw notJson(host, `${error instanceof Error ? error.message : error}`.slice(0, 200), text);
  }
  const refusal = findRefusal(value);
  if (refusal !== null) throw notJson(host, refusal, text);
  return value;
}

/** Walks without recursion, because the depth is what is in question. */
function findRefusal(root: Json): string | null {
  const open: { readonly value: Json; readonly depth: number }[] = [{ value: root, depth: 1 }];
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const { value, depth } = entry;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > maxDepth) return `it is nested more than ${maxDepth} levels deep`;
    if (Object.hasOwn(value, '__proto__')) return 'it holds the key "__proto__"';
    for (const child of Object.values(value)) if (typeof child === 'object') open.push({ value: child, depth: depth + 1 });
  }
  return null;
}

function notJson(host: string, reason: string, text: string): TaskFailure {
  const message = `The answer of ${host} is no JSON that can be used: ${reason}. Check the address, or set responseAs to text.`;
  return new TaskFailure(userFailure('response_not_json', message, { host, body: text.slice(0, 4096) }));
}
