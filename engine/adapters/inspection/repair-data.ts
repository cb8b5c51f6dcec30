// Puts right what can be put right from what is there. Nothing is deleted but views, which are made again, and temporary files: what is
// damaged is kept aside first. For whoever holds the lock of the directory, and no engine beside.
import { basename, dirname, join } from 'node:path';
import type { RunEvent } from '../../run/event.ts';
import { readWholeFile, removeIfThere, replaceFile } from '../durable-files.ts';
import type { FileSystem } from '../file-system.ts';
import { openFileHistory } from '../history-file.ts';
import { openFileJournal } from '../journal-file.ts';
import { findFrame, readFrame } from '../journal-frame.ts';
import { keepAside } from '../quarantine.ts';
import { type CheckPlace, checkData, type DataCheck } from './check-data.ts';
import { removeLeftovers } from './leftovers.ts';

/** `done`: one sentence each. `left`: what is wrong still. */
export type Repair = { readonly done: readonly string[]; readonly left: DataCheck };

export async function repairData(place: CheckPlace): Promise<Repair> {
  const { dataDir, files } = place;
  const done: string[] = [];
  const { findings } = await checkData(place);
  for (const { file, severity } of findings) {
    const isPack = /^history\/[^/]+\/\d+\.jsonl$/.test(file);
    if (isPack && severity === 'damage') done.push(...(await savePack(files, dataDir, file)));
  }
  for (const { file, isView } of findings) {
    if (!isView) continue;
    await removeIfThere(files, join(dataDir, file));
    await removeIfThere(files, join(dataDir, file.replace('.index.json', '.digest.json')));
    done.push(`${file} was made again`);
  }
  done.push(...(await mendRecords(place)));
  const removed = await removeLeftovers(place);
  if (removed > 0) done.push(`${removed} temporary ${removed === 1 ? 'file was' : 'files were'} removed`);
  return { done, left: await checkData(place) };
}

/** The untouched pack goes to `history/quarantine/`; all whole records take its place. */
async function savePack(files: FileSystem, dataDir: string, file: string): Promise<readonly string[]> {
  const path = join(dataDir, file);
  const content = await readWholeFile(path, files).catch(() => null);
  if (!content) return [];
  const records: Buffer[] = [];
  let at: number | null = 0;
  while (at !== null && at < content.length) {
    const frame = readFrame(content, at);
    if (frame) records.push(content.subarray(at, frame.end));
    at = frame ? frame.end : findFrame(content, at);
  }
  const saved = Buffer.concat(records);
  if (saved.length === content.length) return [];
  const aside = await keepAside(files, join(dataDir, 'history'), file.slice('history/'.length).replaceAll('/', '-'), content);
  if (aside === null) throw new Error(`${file} is damaged, and there is no room to keep it aside: it was left as it is`);
  // Where the runs stand in the new pack is not where the page says.
  for (const view of ['.index.json', '.digest.json']) await removeIfThere(files, path.replace(/\.jsonl$/, view));
  await files.syncDirectory(dirname(path));
  await replaceFile(path, saved, files);
  return [`${file} goes on with ${records.length} whole records; the untouched original is history/quarantine/${basename(aside)}`];
}

/** What a start does: the journal is read to its end and mended on the way, and every page of the history is opened. */
async function mendRecords({ dataDir, files }: CheckPlace): Promise<readonly string[]> {
  const journal = await openFileJournal({ folder: join(dataDir, 'journal'), files });
  const history = await openFileHistory({ folder: join(dataDir, 'history'), files });
  try {
    for await (const page of history.newestFirst()) void page;
    const lastEvents = new Map<string, RunEvent>();
    for await (const event of journal.read()) lastEvents.set(event.run, event);
    // Runs that are in the history must never begin again from what is left of them here.
    const packed: string[] = [];
    for (const id of lastEvents.keys()) if (await history.has(id)) packed.push(id);
    await journal.release(packed);
    return [...journal.damage(), ...history.damage()];
  } finally {
    await journal.close();
    await history.close();
  }
}
