// What the check has learned of runs so far, for the questions that need more than one file.
import type { RunEvent } from '../../run/event.ts';
import type { FinishedRun } from '../history.ts';
import type { PackedAt } from '../history-pack.ts';

export type Reference = { readonly file: string; readonly offset: number; readonly run: string };

const storedBlob = /"kind":"blob","hash":"([0-9a-f]{64})"/g;

export type UnpackedRun = {
  readonly id: string;
  readonly file: string;
  readonly offset: number;
  first: RunEvent['type'] | null;
  last: RunEvent | null;
  highest: number;
  readonly seqs: Set<number>;
  /** Of the definition; null: unknown. */
  definition: string | null;
  workflow: string | null;
  createdAt: number;
};

type FoundAt = { readonly file: string; readonly offset: number };

export class KnownRuns {
  /** Everything that is referred to is known. */
  isWhole = true;
  readonly packed = new Map<string, string>();
  /** Large values; what else looks like the name of one is none. */
  readonly blobs = new Map<string, Reference>();
  readonly definitions = new Map<string, Reference>();
  readonly events = new Map<RunEvent['type'], number>();
  readonly statuses = new Map<string, number>();
  readonly #unpacked = new Map<string, UnpackedRun>();

  addEvent(event: RunEvent, { file, offset }: FoundAt): void {
    const known = this.#unpacked.get(event.run) ?? unpackedRun(event.run, file, offset);
    this.#unpacked.set(event.run, known);
    if (known.seqs.has(event.seq)) return;
    this.#count(event);
    known.seqs.add(event.seq);
    if (event.seq === 1) known.first = event.type;
    if (event.seq > known.highest) known.last = event;
    known.highest = Math.max(known.highest, event.seq);
    if (event.type === 'run.created') Object.assign(known, { definition: event.definition, workflow: event.workflow, createdAt: event.at });
    const reference = { file, offset, run: event.run };
    if (event.type === 'run.created') this.definitions.set(event.definition, reference);
    this.#addBlobs(JSON.stringify(event), reference);
  }

  addPacked({ summary, events }: FinishedRun, file: string, { offset, blobs = [] }: PackedAt): void {
    this.packed.set(summary.id, file);
    this.statuses.set(summary.status, (this.statuses.get(summary.status) ?? 0) + 1);
    const reference = { file, offset, run: summary.id };
    for (const event of events) this.#count(event);
    if (blobs.length > 0) this.#addBlobs(JSON.stringify(events), reference);
    const [created] = events;
    if (created?.type === 'run.created') this.definitions.set(created.definition, reference);
  }

  /** Runs whose events are in the journal and nowhere else. */
  *unpacked(): Generator<UnpackedRun> {
    for (const run of this.#unpacked.values()) if (!this.packed.has(run.id)) yield run;
  }

  #addBlobs(text: string, reference: Reference): void {
    for (const [, hash = ''] of text.matchAll(storedBlob)) this.blobs.set(hash, reference);
  }

  #count({ type }: RunEvent): void {
    this.events.set(type, (this.events.get(type) ?? 0) + 1);
  }
}

function unpackedRun(id: string, file: string, offset: number): UnpackedRun {
  return {
    id,
    file,
    offset,
    first: null,
    last: null,
    highest: 0,
    seqs: new Set(),
    definition: null,
    workflow: null,
    createdAt: Number.POSITIVE_INFINITY,
  };
}
