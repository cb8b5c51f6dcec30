// A JSON string as it is written, and what it says: offsets of the one in the other.

export type JsonString = {
  readonly value: string;
  /** Offset in the written text (behind the opening quote it is 1) of a unit of the value. */
  readonly written: (index: number) => number;
  /** The unit of the value that stands at an offset of the written text, or the next one. */
  readonly index: (written: number) => number;
};

const escapes: { readonly [letter: string]: string } = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Reads a string that starts with its quote; it need not be closed or right. */
export function readJsonString(raw: string): JsonString {
  const end = raw.length > 1 && isClosed(raw) ? raw.length - 1 : raw.length;
  if (!raw.includes('\\')) {
    const value = raw.slice(1, end);
    return { value, written: (index) => Math.min(index + 1, end), index: (at) => Math.min(Math.max(at - 1, 0), value.length) };
  }
  const starts: number[] = [];
  let value = '';
  for (let at = 1; at < end; ) {
    starts.push(at);
    const [unit, length] = unitAt(raw, at, end);
    value += unit;
    at += length;
  }
  return {
    value,
    written: (index) => starts[index] ?? end,
    index: (at) => {
      const found = starts.findIndex((start) => start >= at);
      return found === -1 ? value.length : found;
    },
  };
}

function unitAt(raw: string, at: number, end: number): readonly [string, number] {
  const unit = raw.charAt(at);
  if (unit !== '\\' || at + 1 >= end) return [unit, 1];
  const letter = raw.charAt(at + 1);
  if (letter !== 'u') return [escapes[letter] ?? letter, 2];
  const code = /^[0-9a-f]{4}/i.exec(raw.slice(at + 2, Math.min(at + 6, end)))?.[0];
  return code === undefined ? ['u', 2] : [String.fromCharCode(Number.parseInt(code, 16)), 6];
}

function isClosed(raw: string): boolean {
  if (!raw.endsWith('"')) return false;
  let slashes = 0;
  while (raw[raw.length - 2 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 0;
}
