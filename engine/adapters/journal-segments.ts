// Which runs have events in which segment, so that a segment goes away when nothing in it is needed any more.

/** `drop` gives the names of segments that nothing needs; the one being written is never among them. */
export class SegmentLedger {
  readonly #runsBySegment = new Map<string, Set<string>>();

  add(segment: string, run: string): void {
    const runs = this.#runsBySegment.get(segment);
    if (runs) runs.add(run);
    else this.#runsBySegment.set(segment, new Set([run]));
  }

  /** A segment without any event yet. */
  open(segment: string): void {
    if (!this.#runsBySegment.has(segment)) this.#runsBySegment.set(segment, new Set());
  }

  release(runs: readonly string[]): void {
    for (const held of this.#runsBySegment.values()) for (const run of runs) held.delete(run);
  }

  isNeeded(segment: string): boolean {
    return (this.#runsBySegment.get(segment)?.size ?? 0) > 0;
  }

  takeUnneeded(current: string): readonly string[] {
    const unneeded = [...this.#runsBySegment.keys()].filter((segment) => segment !== current && !this.isNeeded(segment));
    for (const segment of unneeded) this.#runsBySegment.delete(segment);
    return unneeded;
  }
}
