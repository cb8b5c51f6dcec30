// Are the packs whole, is every run in them whole, and do their pages and digests show what is there?
import { join } from 'node:path';
import { isMissing } from '../durable-files.ts';
import type { FinishedRun } from '../history.ts';
import { digestOf, readDigest } from '../history-digest.ts';
import { type PackedAt, readPackTail } from '../history-pack.ts';
import { emptyPage, type IndexEntry, type PageContent, pageFormat } from '../history-page.ts';
import { openView } from '../lowdb-file.ts';
import { keptAside } from './check-journal.ts';
import { damage, type Finding, note, repairRemedy } from './finding.ts';
import { type InspectedPlace, namesIn } from './folder.ts';
import type { KnownRuns } from './known-runs.ts';

const monthName = /^\d{4}-\d{2}$/;
const packName = /^\d{4,}\.jsonl$/;

export async function* checkHistory(place: InspectedPlace, known: KnownRuns): AsyncGenerator<Finding> {
  const folder = join(place.dataDir, 'history');
  for (const month of (await namesIn(place.files, folder)).filter((name) => monthName.test(name))) {
    const names = await namesIn(place.files, join(folder, month));
    for (const name of names) {
      if (packName.test(name)) yield* checkPack(place, `history/${month}/${name}`, known);
      else if (name.endsWith('.index.json') && !names.includes(name.replace('.index.json', '.jsonl'))) yield packMissing(month, name);
    }
  }
  for (const name of await namesIn(place.files, join(folder, 'quarantine'))) yield keptAside(`history/quarantine/${name}`);
}

function packMissing(month: string, index: string): Finding {
  return damage(`history/${month}/${index.replace('.index.json', '.jsonl')}`, {
    meaning: 'it is missing: its runs are listed, and what they did is lost',
    remedy: 'restore it from a backup; or delete its .index.json, and its runs are listed no more',
  });
}

async function* checkPack({ dataDir, files }: InspectedPlace, file: string, known: KnownRuns): AsyncGenerator<Finding> {
  const path = join(dataDir, file);
  const places = new Map<string, PackedAt>();
  const problems: Finding[] = [];
  let end = 0;
  const gaps: number[] = [];
  try {
    const damagedBytes = await readPackTail({ files, folder: dataDir, path }, 0, (run, place) => {
      if (place.offset > end) gaps.push(end);
      end = place.offset + place.length;
      problems.push(...checkRun(run, file, place, known));
      places.set(run.summary.id, place);
      known.addPacked(run, file, place);
    });
    if (damagedBytes > 0) yield damagedPack(file, damagedBytes, gaps[0] ?? end);
    if (damagedBytes > 0) known.isWhole = false;
  } catch (error) {
    if (isMissing(error)) return;
    known.isWhole = false;
    return yield damage(file, { meaning: `it cannot be read (${(error as Error).message})`, remedy: 'restore it from a backup' });
  }
  yield* problems;
  yield* await checkPage(path, file, { places, files });
}

function damagedPack(file: string, damagedBytes: number, offset: number): Finding {
  const meaning = `${damagedBytes} bytes are no whole record: runs are lost, or one was being written when the engine ended`;
  return damage(file, { offset, meaning, remedy: `${repairRemedy} keeps the file aside and goes on with all whole records` });
}

function* checkRun({ summary, events }: FinishedRun, file: string, { offset }: PackedAt, known: KnownRuns): Generator<Finding> {
  const { id } = summary;
  const remedy = 'restore a backup that has it whole';
  if (known.packed.has(id)) {
    const meaning = `run ${id} stands in ${known.packed.get(id)} as well; it is listed once`;
    yield note(file, { offset, meaning, remedy: 'nothing' });
  }
  const isInOrder = events.every(({ run, seq }, index) => run === id && seq === index + 1);
  if (!isInOrder) yield damage(file, { offset, meaning: `the events of run ${id} do not follow one another`, remedy });
  const isComplete = events[0]?.type === 'run.created' && events.at(-1)?.type === 'run.finished';
  if (!isComplete) yield damage(file, { offset, meaning: `run ${id} has no beginning or no end`, remedy });
}

type Shown = { readonly places: ReadonlyMap<string, PackedAt>; readonly files: InspectedPlace['files'] };

/** A page that is behind its pack is as it should be: it is written once a second. */
async function checkPage(path: string, file: string, { places, files }: Shown): Promise<readonly Finding[]> {
  const indexFile = file.replace(/\.jsonl$/, '.index.json');
  const remade = { remedy: `nothing is lost: it is made again when it is needed, or by ${repairRemedy}`, isView: true } as const;
  let unreadable: string | null = null;
  const whenDamaged = (message: string): PageContent => {
    unreadable = message.slice(message.indexOf(': ') + 2);
    return emptyPage();
  };
  const { data } = await openView({ path: path.replace(/\.jsonl$/, '.index.json'), initial: emptyPage(), whenDamaged, files });
  if (unreadable !== null) return [damage(indexFile, { meaning: `the page of its runs cannot be read: ${unreadable}`, ...remade })];
  if (data.format !== pageFormat) return [note(indexFile, { meaning: 'the page was written by an earlier Millrace', ...remade })];
  const wrong = data.runs.find((entry) => !isAt(entry, places.get(entry.summary.id)));
  if (wrong) {
    const meaning = `the page shows run ${wrong.summary.id} at byte ${wrong.offset}, where it is not`;
    return [damage(indexFile, { meaning, ...remade })];
  }
  const digest = await readDigest(path.replace(/\.jsonl$/, '.digest.json'), files);
  if (!digest || data.runs.length === 0 || JSON.stringify(digest) === JSON.stringify(digestOf(data.runs))) return [];
  return [
    damage(file.replace(/\.jsonl$/, '.digest.json'), { meaning: 'the digest is that of another page: runs are not found', ...remade }),
  ];
}

function isAt({ offset, length, blobs = [] }: IndexEntry, place: PackedAt | undefined): boolean {
  return place?.offset === offset && place.length === length && [...blobs].sort().join() === [...(place.blobs ?? [])].sort().join();
}
