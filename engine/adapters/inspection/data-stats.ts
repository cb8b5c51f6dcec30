// What a data directory holds and what it takes. Read beside an engine, the figures are those of different moments.
import { join } from 'node:path';
import type { RunEvent } from '../../run/event.ts';
import { manifestPath } from '../journal-file.ts';
import { nameOfSegment } from '../journal-header.ts';
import { readManifest } from '../journal-manifest.ts';
import { scanSegments } from '../journal-reader.ts';
import type { CheckPlace } from './check-data.ts';
import { checkHistory } from './check-history.ts';
import { filesBelow, namesIn } from './folder.ts';
import { KnownRuns } from './known-runs.ts';

export type FolderSize = { readonly files: number; readonly bytes: number };

export type SegmentStats = {
  readonly file: string;
  readonly bytes: number;
  readonly records: number;
  /** Runs that it is kept for: those that have events in it and are not in the history yet. */
  readonly neededBy: readonly string[];
};

export type DataStats = {
  /** By folder or file below the data directory. */
  readonly sizes: { readonly [name: string]: FolderSize };
  readonly totalBytes: number;
  readonly segments: readonly SegmentStats[];
  readonly events: { readonly [type: string]: number };
  readonly finishedRuns: { readonly [status: string]: number };
  readonly unfinishedRuns: number;
  /** Instants are milliseconds since the epoch. */
  readonly oldestUnfinished: { readonly run: string; readonly workflow: string | null; readonly createdAt: number } | null;
};

export async function readDataStats(place: CheckPlace): Promise<DataStats> {
  const known = new KnownRuns();
  for await (const _ of checkHistory(place, known)) void _;
  const segments = await readSegmentStats(place, known);
  const sizes = await sizesOf(place);
  const unfinished = [...known.unpacked()].filter(({ last }) => last?.type !== 'run.finished');
  const oldest = unfinished.reduce<(typeof unfinished)[number] | null>((a, b) => (a && a.createdAt <= b.createdAt ? a : b), null);
  return {
    sizes,
    totalBytes: Object.values(sizes).reduce((sum, { bytes }) => sum + bytes, 0),
    segments,
    events: sorted(known.events),
    finishedRuns: sorted(known.statuses),
    unfinishedRuns: unfinished.length,
    oldestUnfinished: oldest && { run: oldest.id, workflow: oldest.workflow, createdAt: oldest.createdAt },
  };
}

async function readSegmentStats({ dataDir, files }: CheckPlace, known: KnownRuns): Promise<readonly SegmentStats[]> {
  const folder = join(dataDir, 'journal');
  if ((await namesIn(files, folder)).length === 0) return [];
  const { manifest } = await readManifest(files, manifestPath(folder));
  const released = new Set(manifest?.released);
  const stats: SegmentStats[] = [];
  for await (const { number, scan, sizeBytes } of scanSegments({ files, folder }, manifest)) {
    const file = `journal/${nameOfSegment(number)}`;
    const needed = new Set<string>();
    for (const { value, start } of scan?.records ?? []) {
      const event = value as RunEvent;
      if (released.has(event.run)) continue;
      known.addEvent(event, { file, offset: start });
      if (!known.packed.has(event.run)) needed.add(event.run);
    }
    stats.push({ file, bytes: sizeBytes, records: scan?.records.length ?? 0, neededBy: [...needed] });
  }
  return stats;
}

async function sizesOf({ dataDir, files }: CheckPlace): Promise<{ readonly [name: string]: FolderSize }> {
  const sizes: { [name: string]: FolderSize } = {};
  for (const name of await namesIn(files, dataDir)) {
    const facts = await files.look(join(dataDir, name)).catch(() => null);
    if (!facts) continue;
    let size: FolderSize = facts.isDirectory ? { files: 0, bytes: 0 } : { files: 1, bytes: facts.sizeBytes };
    if (facts.isDirectory) {
      for await (const { sizeBytes } of filesBelow(files, join(dataDir, name)))
        size = { files: size.files + 1, bytes: size.bytes + sizeBytes };
    }
    sizes[name] = size;
  }
  return sizes;
}

function sorted(counts: ReadonlyMap<string, number>): { readonly [name: string]: number } {
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}
