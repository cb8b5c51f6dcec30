import { err, ok, type Result } from '../result.ts';

const chunkUnits = 8192;

/** Text of UTF-8 bytes, or the offset of the first byte that is not UTF-8. Strict as RFC 3629: no overlong forms, no surrogates. */
export function decodeUtf8(bytes: Uint8Array): Result<string, number> {
  const chunk = new Uint16Array(chunkUnits + 1);
  let text = '';
  let used = 0;
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : lengthOf(bytes, at);
    if (length === 0) return err(at);
    if (length === 1) chunk[used++] = first;
    else used = append(chunk, used, codePointAt(bytes, at, length));
    at += length;
    if (used >= chunkUnits) {
      text += String.fromCharCode(...chunk.subarray(0, used));
      used = 0;
    }
  }
  return ok(text + String.fromCharCode(...chunk.subarray(0, used)));
}

function append(chunk: Uint16Array, used: number, codePoint: number): number {
  if (codePoint < 0x10000) {
    chunk[used] = codePoint;
    return used + 1;
  }
  chunk[used] = 0xd800 + ((codePoint - 0x10000) >> 10);
  chunk[used + 1] = 0xdc00 + ((codePoint - 0x10000) & 0x3ff);
  return used + 2;
}

function codePointAt(bytes: Uint8Array, at: number, length: number): number {
  let codePoint = (bytes[at] ?? 0) & (0xff >> (length + 1));
  for (let offset = 1; offset < length; offset++) codePoint = (codePoint << 6) | ((bytes[at + offset] ?? 0) & 0x3f);
  return codePoint;
}

/** Bytes of the multi-byte sequence that starts here; 0 when it is none. */
function lengthOf(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  const second = bytes[at + 1] ?? 0;
  const [least, most] = secondByteOf(first);
  if (length === 0 || second < least || second > most) return 0;
  for (let offset = 2; offset < length; offset++) if (((bytes[at + offset] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

/** The narrower ranges keep out overlong forms, surrogates and what lies beyond U+10FFFF. */
function secondByteOf(first: number): readonly [number, number] {
  if (first === 0xe0) return [0xa0, 0xbf];
  if (first === 0xed) return [0x80, 0x9f];
  if (first === 0xf0) return [0x90, 0xbf];
  if (first === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}

/** Bytes that a text takes in UTF-8, without encoding it. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  const firstOther = text.search(/[\u0080-\uffff]/);
  if (firstOther === -1) return bytes;
  for (let at = firstOther; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x800) bytes += unit >= 0xd800 && unit < 0xe000 ? 1 : 2;
    else if (unit >= 0x80) bytes += 1;
  }
  return bytes;
}
