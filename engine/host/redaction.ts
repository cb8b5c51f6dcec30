// Takes the values of secrets out of everything that is kept or shown.
import type { Failure } from '../workflow/failure.ts';
import type { Json } from '../workflow/json.ts';

const mask = '***';
/** Shorter values would mask half of every text; they are masked where they stand alone. */
const shortestPart = 4;
const shortestLine = 8;

/** What one run must not tell. Costs nothing until the run has used a secret. */
export class Redactor {
  readonly #values = new Set<string>();
  #pattern: RegExp | null = null;
  #bytePattern: RegExp | null = null;

  register(value: string): void {
    if (value === '' || this.#values.has(value)) return;
    this.#values.add(value);
    const forms = new Set([...this.#values].flatMap((known) => (known.length < shortestPart ? [] : formsOf(known))));
    this.#pattern = patternOf([...forms]);
    this.#bytePattern = patternOf([...forms].map((form) => Buffer.from(form, 'utf8').toString('latin1')));
  }

  text(text: string): string {
    if (this.#values.has(text)) return mask;
    return this.#pattern === null ? text : text.replace(this.#pattern, mask);
  }

  /** The same value when there is nothing to take out. */
  json(value: Json): Json {
    return this.#values.size === 0 ? value : this.#walk(value);
  }

  failure(failure: Failure): Failure {
    if (this.#values.size === 0) return failure;
    return { ...(this.#walk(failure as unknown as Json) as unknown as Failure), kind: failure.kind };
  }

  bytes(bytes: Uint8Array): Uint8Array {
    if (this.#bytePattern === null) return bytes;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const redacted = text.replace(this.#bytePattern, mask);
    return redacted === text ? bytes : Buffer.from(redacted, 'latin1');
  }

  #walk(value: Json): Json {
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number') return this.#values.has(String(value)) ? mask : value;
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return this.#walkList(value);
    let isChanged = false;
    const entries = Object.entries(value).map(([key, inner]): [string, Json] => {
      const redacted = this.#walk(inner);
      const name = this.text(key);
      if (redacted !== inner || name !== key) isChanged = true;
      return [name, redacted];
    });
    return isChanged ? Object.fromEntries(entries) : value;
  }

  #walkList(list: readonly Json[]): Json {
    const redacted = list.map((inner) => this.#walk(inner));
    return redacted.some((inner, index) => inner !== list[index]) ? redacted : list;
  }
}

/** How a value may stand in a text: as it is, escaped in JSON, in a URL, in base64, or line by line. */
function formsOf(value: string): readonly string[] {
  const url = encodeURIComponent(value);
  const lines = value.includes('\n') ? value.split(/\r?\n/).filter((line) => line.length >= shortestLine) : [];
  return [value, JSON.stringify(value).slice(1, -1), url, url.replace(/%20/g, '+'), ...base64Forms(value), ...lines];
}

/** In base64 a text looks different at each of three offsets; the digits it shares with its neighbors are left out. */
function base64Forms(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8');
  return [0, 1, 2].flatMap((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
    const first = Math.ceil((shift * 8) / 6);
    const digits = padded.toString('base64').slice(first, Math.floor((padded.length * 8) / 6));
    return digits.length < shortestPart ? [] : [digits, digits.replace(/\+/g, '-').replace(/\//g, '_')];
  });
}

function patternOf(forms: readonly string[]): RegExp | null {
  if (forms.length === 0) return null;
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
}
