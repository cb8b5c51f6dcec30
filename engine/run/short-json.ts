import type { Json } from '../workflow/json.ts';

/** The beginning of a value's JSON text, at most `length` UTF-16 units of it; costs no more for a large value. */
export function shortJson(value: Json, length: number): string {
  return write(value, length).slice(0, length);
}

function write(value: Json, room: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, room));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${join(value.length, room, (index, left) => write(value[index] as Json, left))}]`;
  const object = value as { readonly [key: string]: Json };
  const keys = Object.keys(object);
  const member = (index: number, left: number) => {
    const key = keys[index] as string;
    return `${JSON.stringify(key.slice(0, left))}:${write(object[key] as Json, left)}`;
  };
  return `{${join(keys.length, room, member)}}`;
}

function join(count: number, room: number, part: (index: number, room: number) => string): string {
  let text = '';
  for (let index = 0; index < count && text.length < room; index += 1) {
    text += (index > 0 ? ',' : '') + part(index, room - text.length);
  }
  return text;
}
