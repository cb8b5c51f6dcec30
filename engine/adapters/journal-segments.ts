// Which runs have events in which segment, so that a segment goes away when nothing in it is needed any more.
import type { Sealed } from './journal-header.ts';
import type { JournalManifest } from './journal-manifest.ts';

/** `stale`: runs whose events stand in a later segment again, all of them. */
type Held = {
  left: Sealed | null;
  isPinned: boolean;
  readonly needed: Set<string>;
  readonly stale: Set<string>;
  readonly released: Set<string>;
};

export class SegmentLedger {
  readonly #segments = new Map<number, Held>();
  readonly #segmentsByRun = new Map<string, Set<Held>>();
  #newest: number;

  /** `newest`: the highest number that an earlier ledger has listed. */
  constructor(newest: number) {
    this.#newest = newest;
  }

  /** `left`: what it holds for good; null while it grows. */
  open(segment: number, left: Sealed | null): void {
    this.#segments.set(segment, { left, isPinned: false, needed: new Set(), stale: new Set(), released: new Set() });
  }

  /** What it holds is not known, so it stays. */
  pin(segment: number): void {
    const held = this.#segments.get(segment);
    if (held) held.isPinned = true;
  }

  neededRuns(): Iterable<string> {
    return this.#segmentsByRun.keys();
  }

  leave(left: Sealed): void {
    const held = this.#segments.get(left.segment);
    if (held) held.left = left;
  }

  /** The segment is no more. */
  forget(segment: number): void {
    const held = this.#segments.get(segment);
    if (!held) return;
    this.#segments.delete(segment);
    for (const run of [...held.needed, ...held.stale]) {
      const segments = this.#segmentsByRun.get(run);
      segments?.delete(held);
      if (segments?.size === 0) this.#segmentsByRun.delete(run);
    }
  }

  add(segment: number, run: string): void {
    const held = this.#segments.get(segment);
    if (!held || held.needed.has(run)) return;
    held.needed.add(run);
    const segments = this.#segmentsByRun.get(run);
    if (segments) segments.add(held);
    else this.#segmentsByRun.set(run, new Set([held]));
  }

  /** All events of the run stand in this segment now: those before it are not needed for it. */
  carry(run: string, segment: number): void {
    const target = this.#segments.get(segment);
    for (const held of this.#segmentsByRun.get(run) ?? []) {
      if (held !== target && held.needed.delete(run)) held.stale.add(run);
    }
  }

  addReleased(segment: number, run: string): void {
    this.#segments.get(segment)?.released.add(run);
  }

  release(runs: readonly string[]): void {
    for (const run of runs) {
      for (const held of this.#segmentsByRun.get(run) ?? []) {
        held.needed.delete(run);
        held.stale.delete(run);
        held.released.add(run);
      }
      this.#segmentsByRun.delete(run);
    }
  }

  isNeeded(segment: number): boolean {
    const held = this.#segments.get(segment);
    return held !== undefined && (held.isPinned || held.needed.size > 0);
  }

  /** Whether nothing was ever recorded in it, so that no manifest lists it. */
  isNew(segment: number): boolean {
    const held = this.#segments.get(segment);
    return held !== undefined && held.needed.size + held.released.size === 0;
  }

  /** Runs that need segments below this number; segments that were left for good, the oldest first. */
  past(below: number): readonly (readonly string[])[] {
    const past = [...this.#segments].filter(([segment, { left, isPinned }]) => segment < below && left !== null && !isPinned);
    return past.sort(([a], [b]) => a - b).map(([, { needed }]) => [...needed]);
  }

  /** Segments that nothing needs; the one being written is never among them. */
  unneeded(current: number | null): readonly number[] {
    return [...this.#segments.keys()].filter((segment) => segment !== current && !this.isNeeded(segment));
  }

  /** What a manifest says when `gone` are no more. A segment that holds nothing yet is not listed: it may never hold anything. */
  listing(gone: readonly number[]): Omit<JournalManifest, 'format'> {
    const holding = [...this.#segments].filter(
      ([, { left, isPinned, needed, stale, released }]) => left !== null || isPinned || needed.size + stale.size + released.size > 0,
    );
    this.#newest = Math.max(this.#newest, ...holding.map(([segment]) => segment));
    const kept = holding.filter(([segment]) => !gone.includes(segment));
    const released = new Set(kept.flatMap(([, held]) => [...held.released]));
    return { segments: kept.map(([segment, { left }]) => ({ segment, left })), newest: this.#newest, released: [...released] };
  }
}
