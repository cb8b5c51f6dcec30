/** Longer lines are given in pieces: a log line is for reading. */
const maxLineLength = 16 * 1024;

/** Turns the bytes of an output into lines of text as they come. UTF-8 that is cut between two chunks is put together again. */
export class LineReader {
  readonly #decoder = new TextDecoder();
  readonly #onLine: (line: string) => void;
  #rest = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(chunk: Uint8Array): void {
    this.#take(this.#decoder.decode(chunk, { stream: true }));
  }

  /** Gives the last line when no line end followed it. */
  end(): void {
    this.#take(this.#decoder.decode());
    if (this.#rest !== '') this.#give(this.#rest);
    this.#rest = '';
  }

  #take(text: string): void {
    const lines = text.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      this.#give(this.#rest + line);
      this.#rest = '';
    }
    this.#rest += last;
    if (this.#rest.length <= maxLineLength) return;
    this.#give(this.#rest);
    this.#rest = '';
  }

  #give(line: string): void {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    for (let at = 0; at === 0 || at < text.length; at += maxLineLength) this.#onLine(text.slice(at, at + maxLineLength));
  }
}
