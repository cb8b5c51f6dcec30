const tailBytes = 4096;

/** Keeps the beginning of an output, up to a size, and a little of its end; the rest is counted and let go. */
export class OutputCapture {
  readonly #maxBytes: number;
  readonly #chunks: Uint8Array[] = [];
  #tail: Uint8Array = new Uint8Array();
  #keptBytes = 0;
  #totalBytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  push(chunk: Uint8Array): void {
    this.#totalBytes += chunk.byteLength;
    const kept = chunk.subarray(0, this.#maxBytes - this.#keptBytes);
    if (kept.byteLength < chunk.byteLength) this.#tail = lastBytes(this.#tail, chunk.subarray(kept.byteLength));
    if (kept.byteLength === 0) return;
    this.#keptBytes += kept.byteLength;
    this.#chunks.push(kept);
  }

  get totalBytes(): number {
    return this.#totalBytes;
  }

  get isCut(): boolean {
    return this.#totalBytes > this.#keptBytes;
  }

  /** As UTF-8. A character that the cut has torn apart is left out; what is not UTF-8 shows as U+FFFD. */
  text(): string {
    const decoder = new TextDecoder();
    const parts = this.#chunks.map((chunk) => decoder.decode(chunk, { stream: true }));
    return parts.join('') + (this.isCut ? '' : decoder.decode());
  }

  /** The end of the output, for a message: the last few kilobytes when it was cut. */
  endText(): string {
    return this.isCut ? new TextDecoder().decode(this.#tail) : this.text();
  }
}

function lastBytes(before: Uint8Array, added: Uint8Array): Uint8Array {
  if (added.byteLength >= tailBytes) return added.slice(-tailBytes);
  const joined = new Uint8Array(before.byteLength + added.byteLength);
  joined.set(before);
  joined.set(added, before.byteLength);
  return joined.slice(-tailBytes);
}
