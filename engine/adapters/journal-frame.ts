// One record per line, readable by eye: `crc32 length json\n`. The checksum is 8 hex digits over the JSON's bytes, the length is theirs.
import { crc32 } from './crc32.ts';

const headRoom = 24;
/** A buffer that one large batch has needed is not kept for the small ones that follow. */
const largestKept = 1024 * 1024;
const crcDigits = 8;
const hexDigits = '0123456789abcdef';
const space = 0x20;
const newline = 0x0a;

/** Collects framed records in one growing buffer, so that a batch is one write. */
export class FrameWriter {
  #buffer: Buffer;
  #length = 0;

  constructor(sizeBytes = 64 * 1024) {
    this.#buffer = Buffer.allocUnsafe(sizeBytes);
  }

  get length(): number {
    return this.#length;
  }

  add(value: unknown): void {
    this.addJson(JSON.stringify(value));
  }

  /** A value that is JSON text already. */
  addJson(json: string): void {
    // A UTF-16 unit takes at most three bytes in UTF-8.
    this.#reserve(headRoom + json.length * 3 + 1);
    const buffer = this.#buffer;
    // Most text is ASCII: then the head is as long as expected, and nothing has to be moved.
    const expectedHead = headSize(json.length);
    const expectedAt = this.#length + expectedHead;
    const size = buffer.write(json, expectedAt, 'utf8');
    const jsonAt = this.#length + headSize(size);
    if (jsonAt !== expectedAt) buffer.copyWithin(jsonAt, expectedAt, expectedAt + size);
    writeHead(buffer, this.#length, crc32(buffer, jsonAt, jsonAt + size), size);
    this.#length = jsonAt + size;
    buffer[this.#length] = newline;
    this.#length += 1;
  }

  /** The bytes so far; the writer is empty afterwards and never touches them again. */
  take(): Uint8Array {
    const bytes = Buffer.from(this.#buffer.subarray(0, this.#length));
    if (this.#buffer.length > largestKept) this.#buffer = Buffer.allocUnsafe(64 * 1024);
    this.#length = 0;
    return bytes;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}

function headSize(size: number): number {
  let digits = 1;
  for (let rest = size; rest >= 10; rest = Math.floor(rest / 10)) digits += 1;
  return crcDigits + 1 + digits + 1;
}

/** Byte by byte: texts of this size cost more to put together than to write. */
function writeHead(buffer: Buffer, at: number, crc: number, size: number): void {
  for (let digit = 0; digit < crcDigits; digit += 1) buffer[at + digit] = hexDigits.charCodeAt((crc >>> (28 - 4 * digit)) & 15);
  buffer[at + crcDigits] = space;
  let end = at + headSize(size) - 1;
  buffer[end] = space;
  let rest = size;
  do {
    end -= 1;
    buffer[end] = 0x30 + (rest % 10);
    rest = Math.floor(rest / 10);
  } while (rest > 0);
}

/** One record on its own. */
export function frameOf(value: unknown): Uint8Array {
  const frames = new FrameWriter(1024);
  frames.add(value);
  return frames.take();
}

export function crcText(crc: number): string {
  return crc.toString(16).padStart(8, '0');
}

export type Frame = { readonly value: unknown /** Offset behind the record. */; readonly end: number };

/** The record that begins at `offset`, or null when what is there is no whole, undamaged record. */
export function readFrame(bytes: Buffer, offset: number): Frame | null {
  const lengthAt = offset + 9;
  const lengthEnd = bytes.indexOf(space, lengthAt);
  if (lengthEnd === -1 || lengthEnd - lengthAt > 12 || bytes[lengthAt - 1] !== space) return null;
  const crcText = bytes.toString('latin1', offset, lengthAt - 1);
  const lengthText = bytes.toString('latin1', lengthAt, lengthEnd);
  if (!/^[0-9a-f]{8}$/.test(crcText) || !/^\d+$/.test(lengthText)) return null;
  const start = lengthEnd + 1;
  const end = start + Number(lengthText);
  if (end >= bytes.length || bytes[end] !== newline) return null;
  if (crc32(bytes, start, end) !== Number.parseInt(crcText, 16)) return null;
  return { value: parse(bytes.toString('utf8', start, end)), end: end + 1 };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    // The checksum fits, so these bytes are what was written: whoever wrote them was wrong.
    throw new Error(`A record with a good checksum is no JSON: ${json.slice(0, 100)}`, { cause: error });
  }
}

/** Where the next whole record begins behind `from`, or null. */
export function findFrame(bytes: Buffer, from: number): number | null {
  for (let at = bytes.indexOf(newline, from) + 1; at > 0 && at < bytes.length; at = bytes.indexOf(newline, at) + 1) {
    if (readFrame(bytes, at)) return at;
  }
  return null;
}
