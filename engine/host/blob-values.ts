// Values that events only refer to: written once, read as often as expressions need them.
import type { Blobs } from '../ports.ts';
import type { StoredValue } from '../run/stored-value.ts';
import type { Json } from '../workflow/json.ts';
import { blobThresholdBytes } from '../workflow/limits.ts';
import { isSurelySmall } from './value-size.ts';

const mediaType = 'application/json';
/** Of JSON text whose values are kept in memory. */
const memoryBytes = 16 * 1024 * 1024;

export class BlobValues {
  readonly #blobs: Blobs;
  /** In the order of last use. */
  readonly #values = new Map<string, { readonly value: Json; readonly sizeBytes: number }>();
  #sizeBytes = 0;

  constructor(blobs: Blobs) {
    this.#blobs = blobs;
  }

  /** How a value stands in an event; a promise only when it has to be written as a blob first, because its text is above `mostBytes`. */
  store(value: Json, mostBytes: number = blobThresholdBytes): StoredValue | Promise<StoredValue> {
    if (isSurelySmall(value, mostBytes)) return { kind: 'value', value };
    const text = JSON.stringify(value);
    if (Buffer.byteLength(text) <= mostBytes) return { kind: 'value', value: JSON.parse(text) as Json };
    return this.#put(value, Buffer.from(text, 'utf8'));
  }

  has(hash: string): boolean {
    return this.#values.has(hash);
  }

  /** Of a value that `has` or `load` has found. */
  get(hash: string): Json {
    const found = this.#values.get(hash);
    if (!found) throw new Error(`Broken invariant: the value ${hash} was not loaded`);
    this.#values.delete(hash);
    this.#values.set(hash, found);
    return found.value;
  }

  /** Null when there is no such blob, or no JSON in it. */
  async load(hash: string): Promise<{ readonly value: Json } | null> {
    if (this.#values.has(hash)) return { value: this.get(hash) };
    const bytes = await this.#blobs.get(hash);
    const parsed = bytes && parse(bytes);
    if (!bytes || !parsed) return null;
    this.#remember(hash, parsed.value, bytes.byteLength);
    return parsed;
  }

  async #put(value: Json, bytes: Uint8Array): Promise<StoredValue> {
    const { hash, sizeBytes } = await this.#blobs.put(bytes, mediaType);
    this.#remember(hash, value, sizeBytes);
    return { kind: 'blob', hash, sizeBytes, mediaType };
  }

  #remember(hash: string, value: Json, sizeBytes: number): void {
    if (this.#values.has(hash)) return;
    this.#values.set(hash, { value, sizeBytes });
    this.#sizeBytes += sizeBytes;
    for (const [oldest, { sizeBytes: freed }] of this.#values) {
      if (this.#sizeBytes <= memoryBytes || oldest === hash) break;
      this.#values.delete(oldest);
      this.#sizeBytes -= freed;
    }
  }
}

function parse(bytes: Uint8Array): { readonly value: Json } | null {
  try {
    return { value: JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')) as Json };
  } catch {
    return null;
  }
}
