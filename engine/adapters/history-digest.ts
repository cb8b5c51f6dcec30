// `0001.digest.json` beside a page that is full: which runs may be on it and what about, so that nobody reads a page for nothing. A few
// kilobytes for a thousand runs, and a view like the page itself.
import { setImmediate } from 'node:timers/promises';
import { crc32 } from './crc32.ts';
import type { FileSystem } from './file-system.ts';
import type { IndexEntry } from './history-page.ts';
import { openView } from './lowdb-file.ts';

/** Instants are milliseconds since the epoch, both ends included. */
export type PageDigest = {
  readonly runs: number;
  readonly created: readonly [first: number, last: number];
  readonly finished: readonly [first: number, last: number];
  /** How many runs by workflow and status. */
  readonly counts: { readonly [workflow: string]: { readonly [status: string]: number } };
  /** Hashes of the ids, ascending. */
  readonly ids: Uint32Array;
};

/** As it is on disk: the hashes in Base64, each in four bytes, the least significant first. */
type StoredDigest = Omit<PageDigest, 'ids'> & { readonly ids: string };

export function digestOf(runs: readonly IndexEntry[]): PageDigest {
  const counts: { [workflow: string]: { [status: string]: number } } = Object.create(null);
  for (const { summary } of runs) {
    counts[summary.workflow] ??= Object.create(null) as { [status: string]: number };
    const ofWorkflow = counts[summary.workflow] as { [status: string]: number };
    ofWorkflow[summary.status] = (ofWorkflow[summary.status] ?? 0) + 1;
  }
  return {
    runs: runs.length,
    created: span(runs.map(({ summary }) => summary.createdAt)),
    finished: span(runs.map(({ summary }) => summary.finishedAt ?? summary.createdAt)),
    counts,
    ids: Uint32Array.from(runs, ({ summary }) => hashOf(summary.id)).sort(),
  };
}

/** False: the run is not on that page. True: it most likely is. */
export function mayHold({ ids }: PageDigest, id: string): boolean {
  const hash = hashOf(id);
  let from = 0;
  let to = ids.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ids[middle] as number) < hash) from = middle + 1;
    else to = middle;
  }
  return ids[from] === hash;
}

/** Many ids, to ask many digests about. */
export type IdSet = { readonly ids: ReadonlySet<string>; readonly hashes: ReadonlySet<number> };

const idsPerTurn = 10_000;

export async function idSetOf(ids: readonly string[]): Promise<IdSet> {
  const hashes = new Set<number>();
  for (const [index, id] of ids.entries()) {
    hashes.add(hashOf(id));
    if (index % idsPerTurn === idsPerTurn - 1) await setImmediate();
  }
  return { ids: new Set(ids), hashes };
}

export function mayHoldAny({ ids }: PageDigest, { hashes }: IdSet): boolean {
  return ids.some((hash) => hashes.has(hash));
}

/** Null when there is none that can be used. */
export async function readDigest(path: string, files: FileSystem): Promise<PageDigest | null> {
  const { data } = await openView<StoredDigest | null>({ path, initial: null, whenDamaged: () => null, files });
  if (!data) return null;
  const bytes = Buffer.from(data.ids, 'base64');
  const ids = Uint32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readUInt32LE(index * 4));
  return { ...data, ids };
}

export async function writeDigest(path: string, digest: PageDigest, files: FileSystem): Promise<void> {
  const bytes = Buffer.alloc(digest.ids.length * 4);
  for (const [index, hash] of digest.ids.entries()) bytes.writeUInt32LE(hash, index * 4);
  const document = await openView<StoredDigest | null>({ path, initial: null, whenDamaged: () => null, files });
  document.data = { ...digest, ids: bytes.toString('base64') };
  await document.write();
}

function hashOf(id: string): number {
  return crc32(Buffer.from(id));
}

function span(instants: readonly number[]): readonly [number, number] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const at of instants) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return [first, last];
}
