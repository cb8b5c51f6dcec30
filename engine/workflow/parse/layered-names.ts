/** Names of an inner scope before those of the scopes around it, without copying: many groups may stand in one large scope. */
export class LayeredNames implements ReadonlySet<string> {
  readonly #inner: ReadonlySet<string>;
  readonly #outer: ReadonlySet<string>;

  constructor(inner: ReadonlySet<string>, outer: ReadonlySet<string>) {
    this.#inner = inner;
    this.#outer = outer;
  }

  has(name: string): boolean {
    return this.#inner.has(name) || this.#outer.has(name);
  }

  /** Counts a name once per scope that has it. */
  get size(): number {
    return this.#inner.size + this.#outer.size;
  }

  *values(): SetIterator<string> {
    yield* this.#inner;
    for (const name of this.#outer) if (!this.#inner.has(name)) yield name;
  }

  keys(): SetIterator<string> {
    return this.values();
  }

  [Symbol.iterator](): SetIterator<string> {
    return this.values();
  }

  *entries(): SetIterator<[string, string]> {
    for (const name of this) yield [name, name];
  }

  forEach(visit: (name: string, same: string, set: ReadonlySet<string>) => void): void {
    for (const name of this) visit(name, name, this);
  }
}
