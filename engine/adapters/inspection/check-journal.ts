// Are the journal's segments what they were when they were left, and do the events in them follow one another?
import { join } from 'node:path';
import type { RunEvent } from '../../run/event.ts';
import { manifestPath } from '../journal-file.ts';
import { nameOfSegment } from '../journal-header.ts';
import { type JournalManifest, readManifest } from '../journal-manifest.ts';
import { type ScannedSegment, scanSegments } from '../journal-reader.ts';
import { below, damage, type Finding, note, repairRemedy } from './finding.ts';
import { type InspectedPlace, namesIn } from './folder.ts';
import type { KnownRuns } from './known-runs.ts';

export async function* checkJournal(place: InspectedPlace, known: KnownRuns): AsyncGenerator<Finding> {
  const { dataDir, files } = place;
  const folder = join(dataDir, 'journal');
  const names = await namesIn(files, folder);
  if (names.length === 0) return;
  const found = await readManifest(files, manifestPath(folder));
  if (found.damage !== null) {
    const meaning = 'the list of segments cannot be read; without it, a missing segment is not noticed';
    yield damage('journal/manifest.json', { meaning, remedy: `it is made again by the next start, or by ${repairRemedy}` });
  }
  const numbers = new Set<number>();
  for await (const segment of scanSegments({ files, folder }, found.manifest)) {
    numbers.add(segment.number);
    yield* checkSegment(segment, found.manifest, known);
  }
  yield* await missingSegments(place, found.manifest, numbers);
  yield* checkOrder(known);
  for (const name of await namesIn(files, join(folder, 'quarantine'))) yield keptAside(`journal/quarantine/${name}`);
}

export function keptAside(file: string): Finding {
  const meaning = 'an untouched original of something that was found damaged';
  return note(file, { meaning, remedy: 'delete it when nothing in it is missed' });
}

function* checkSegment(segment: ScannedSegment, manifest: JournalManifest | null, known: KnownRuns): Generator<Finding> {
  const { number, scan, error, isLast, isIdle, sizeBytes } = segment;
  const file = `journal/${nameOfSegment(number)}`;
  if (!scan) {
    known.isWhole = false;
    const meaning = `it cannot be read (${error}); runs that have events in it do not go on`;
    return yield damage(file, { meaning, remedy: 'make it readable and start the engine again, or restore a backup' });
  }
  if (isIdle) return;
  const released = new Set(manifest?.released);
  for (const { value, start } of scan.records) {
    const event = value as RunEvent;
    if (!released.has(event.run)) known.addEvent(event, { file, offset: start });
  }
  const behind = `, with ${scan.behind} whole records behind it`;
  if (scan.damagedAt !== null && isLast && scan.behind === 0 && !scan.isChanged) {
    const meaning = `${sizeBytes - scan.damagedAt} bytes of a record that was being written when the engine ended; nobody was told of it`;
    yield note(file, { offset: scan.damagedAt, meaning, remedy: 'nothing: the next start copies the file aside and cuts them off' });
  } else if (scan.damagedAt !== null) {
    const meaning = `what stands here is no record${behind}: events are lost`;
    yield damage(file, { offset: scan.damagedAt, meaning, remedy: `${repairRemedy} keeps the file aside and saves all whole records` });
  } else if (scan.isChanged) {
    const meaning = 'it is not what it was when it was left: it was cut, or replaced';
    yield damage(file, { offset: scan.bytes, meaning, remedy: `restore it from a backup; or ${repairRemedy}` });
  }
}

/** Read once more: the owner may have removed them since, and said so first. */
async function missingSegments({ dataDir, files }: InspectedPlace, before: JournalManifest | null, found: ReadonlySet<number>) {
  const folder = join(dataDir, 'journal');
  const missing = (before?.segments ?? []).map(({ segment }) => segment).filter((number) => !found.has(number));
  if (missing.length === 0) return [];
  const { manifest } = await readManifest(files, manifestPath(folder));
  const still = new Set(manifest?.segments.map(({ segment }) => segment));
  return missing
    .filter((number) => still.has(number))
    .map((number) =>
      damage(below(dataDir, join(folder, nameOfSegment(number))), {
        meaning: 'it is missing: the events in it are lost',
        remedy: `restore it from a backup; ${repairRemedy} goes on without it`,
      }),
    );
}

function* checkOrder(known: KnownRuns): Generator<Finding> {
  for (const { id, file, offset, highest, seqs, first } of known.unpacked()) {
    if (first !== 'run.created') {
      const meaning = `the beginning of run ${id} is missing: it cannot go on`;
      yield damage(file, { offset, meaning, remedy: 'restore a backup that has it' });
    } else if (seqs.size < highest) {
      const meaning = `${highest - seqs.size} events of run ${id} are missing: it goes on from before the gap`;
      yield damage(file, { offset, meaning, remedy: 'restore a backup that has them, or let it go on' });
    }
  }
}
