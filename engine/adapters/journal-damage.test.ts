import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../run/event.ts';
import { event, readAll } from './journal.contract.ts';
import type { Journal } from './journal.ts';
import { openFileJournal } from './journal-file.ts';
import { readFrame } from './journal-frame.ts';
import { createSimulatedDisk, type SimulatedDisk } from './testing/simulated-disk.ts';

const folder = '/journal';
const first = `${folder}/000001.jsonl`;

/** Each list is one segment. */
async function segments(...lists: (readonly RunEvent[])[]): Promise<SimulatedDisk> {
  const disk = createSimulatedDisk();
  for (const events of lists) {
    const journal = await openFileJournal({ folder, files: disk.files });
    await readAll(journal);
    for (const each of events) await journal.append([each]);
    await journal.close();
  }
  return disk;
}

function events(count: number, from = 1): RunEvent[] {
  return Array.from({ length: count }, (_, index) => event(`run-${index % 3}`, from + index));
}

async function start(disk: SimulatedDisk): Promise<{ journal: Journal; found: RunEvent[] }> {
  const journal = await openFileJournal({ folder, files: disk.files });
  return { journal, found: await readAll(journal) };
}

function contentOf(disk: SimulatedDisk, path = first): Buffer {
  const content = disk.peek(path);
  if (!content) throw new Error(`there is no ${path}`);
  return content;
}

function endsOfRecords(bytes: Buffer): number[] {
  const ends: number[] = [];
  for (let frame = readFrame(bytes, 0); frame; frame = readFrame(bytes, frame.end)) ends.push(frame.end);
  return ends;
}

function asidesOf(disk: SimulatedDisk): Buffer[] {
  return disk
    .paths()
    .filter((path) => path.startsWith(join(folder, 'quarantine')))
    .map((path) => contentOf(disk, path));
}

/** Whatever happened to the file, the journal opens, takes more, and gives it back. */
async function goesOn(journal: Journal, disk: SimulatedDisk, found: readonly RunEvent[]): Promise<void> {
  await journal.append([event('later', 1)]);
  await journal.close();
  const again = await start(disk);
  expect(again.found).toEqual([...found, event('later', 1)]);
  expect(again.journal.damage()).toEqual([]);
}

describe('a segment', () => {
  it('torn at any byte of its last three records gives all whole records, and the torn original is kept', async () => {
    const all = events(10);
    const whole = await segments(all);
    const bytes = Buffer.from(contentOf(whole));
    const ends = endsOfRecords(bytes);
    const from = ends.at(-4) as number;
    for (let cut = from; cut < bytes.length; cut += 1) {
      // As after a crash: nobody wrote down what the segment was left with.
      const disk = createSimulatedDisk();
      await disk.files.makeDirectory(folder);
      disk.poke(first, bytes.subarray(0, cut));
      const kept = ends.filter((end) => end <= cut);

      const { journal, found } = await start(disk);

      expect(found).toEqual(all.slice(0, kept.length - 1));
      const isTorn = kept.at(-1) !== cut;
      expect(journal.damage()).toEqual(isTorn ? [expect.stringContaining('torn record')] : []);
      expect(asidesOf(disk).map((aside) => aside.equals(bytes.subarray(0, cut)))).toEqual(isTorn ? [true] : []);
      await goesOn(journal, disk, found);
    }
  });

  it('cut after it was left is noticed, even at the edge of a record', async () => {
    const disk = await segments(events(10), events(1, 11));
    const bytes = Buffer.from(contentOf(disk));
    const cut = bytes.subarray(0, endsOfRecords(bytes).at(-2));
    disk.poke(first, cut);

    const { journal, found } = await start(disk);

    expect(found).toEqual([...events(9), ...events(1, 11)]);
    expect(journal.damage()).toMatchObject([expect.stringContaining('not what it was when it was left')]);
    expect(asidesOf(disk)).toEqual([cut]);
    await goesOn(journal, disk, found);
  });

  it('that is gone is missed', async () => {
    const disk = await segments(events(2), events(1, 3));
    await disk.files.remove(first);

    const { journal, found } = await start(disk);

    expect(found).toEqual(events(1, 3));
    expect(journal.damage()).toMatchObject([expect.stringContaining('000001.jsonl is missing')]);
    await goesOn(journal, disk, found);
  });

  it('that cannot be read is left as it is, and the others are read', async () => {
    const disk = await segments(events(2), events(1, 3));
    const bytes = Buffer.from(contentOf(disk));
    disk.beforeCall = ({ operation, path }) => (operation === 'read' && path === first ? { code: 'EIO' } : null);

    const { journal, found } = await start(disk);

    expect(found).toEqual(events(1, 3));
    expect(journal.damage()).toMatchObject([expect.stringContaining('cannot be read')]);
    await journal.append([event('later', 1)]);
    await journal.close();
    disk.beforeCall = () => null;
    expect(contentOf(disk)).toEqual(bytes);
  });

  it('that is the newest and cannot be read at one start is there at the next, though others were begun behind it', async () => {
    const disk = await segments(events(2), events(1, 3));
    const newest = first.replace('000001', '000002');
    disk.beforeCall = ({ operation, path }) => (operation === 'open' && path === newest ? { code: 'EIO' } : null);
    const { journal } = await start(disk);
    await journal.append([event('later', 1)]);
    await journal.close();
    disk.beforeCall = () => null;

    const { found } = await start(disk);

    expect(found).toEqual([...events(2), ...events(1, 3), event('later', 1)]);
  });

  it('that is damaged where there is no room for a copy stays as it is, and the engine starts all the same', async () => {
    const disk = await segments(events(5));
    const bytes = Buffer.from(contentOf(disk));
    bytes[200] = (bytes[200] as number) ^ 1;
    disk.poke(first, bytes);
    disk.beforeCall = ({ operation }) => (operation === 'write' ? { code: 'ENOSPC' } : null);

    const { journal, found } = await start(disk);

    expect(found).toHaveLength(4);
    expect(journal.damage()).toMatchObject([expect.stringContaining('no room for a copy')]);
    expect(contentOf(disk)).toEqual(bytes);
  });
});

describe.each([
  ['the last segment after a crash', { behind: [], hasManifest: false, everyBits: 1 }],
  ['the last segment after a good end', { behind: [], hasManifest: true, everyBits: 5 }],
  ['a segment with another behind it', { behind: events(1, 11), hasManifest: true, everyBits: 5 }],
])('%s', (_, { behind, hasManifest, everyBits }) => {
  const all = [...events(10), ...behind];
  const numbers = new Map(all.map((each, index) => [JSON.stringify(each), index]));

  async function createDamaged(): Promise<{ bytes: Buffer; damaged: (content: Buffer) => Promise<SimulatedDisk> }> {
    const whole = await segments(events(10), ...(behind.length > 0 ? [behind] : []));
    const paths = whole.paths().filter((path) => hasManifest || !path.endsWith('manifest.json'));
    const damaged = async (content: Buffer) => {
      const disk = createSimulatedDisk();
      await disk.files.makeDirectory(folder);
      for (const path of paths) disk.poke(path, path === first ? content : contentOf(whole, path));
      return disk;
    };
    return { bytes: contentOf(whole), damaged };
  }

  /** Nothing but what was written, in order, without at most `lost` records; and the damaged file is kept. */
  async function expectSaved(disk: SimulatedDisk, lost: number): Promise<{ journal: Journal; found: RunEvent[] }> {
    const content = contentOf(disk);
    const { journal, found } = await start(disk);
    const order = found.map((each) => numbers.get(JSON.stringify(each)) ?? -1);
    expect(order.every((number, index) => number > (order[index - 1] ?? -1))).toBe(true);
    expect(found.length).toBeGreaterThanOrEqual(all.length - lost);
    expect(journal.damage()).toHaveLength(1);
    expect(asidesOf(disk).map((aside) => aside.equals(content))).toEqual([true]);
    return { journal, found };
  }

  it('with any one bit turned over loses two records at most, and is kept as it was', async () => {
    const { bytes, damaged } = await createDamaged();
    for (let bit = 0; bit < bytes.length * 8; bit += everyBits) {
      const content = Buffer.from(bytes);
      content[bit >> 3] = (content[bit >> 3] as number) ^ (1 << (bit & 7));
      const disk = await damaged(content);
      // The end of a line belongs to two records.
      const { journal, found } = await expectSaved(disk, 2);
      if (bit % 105 === 0) await goesOn(journal, disk, found);
    }
  });

  it('with any sector of 512 bytes zeroed gives what stands in the others', async () => {
    const { bytes, damaged } = await createDamaged();
    for (let from = 0; from < bytes.length; from += 512) {
      const disk = await damaged(Buffer.from(bytes).fill(0, from, Math.min(bytes.length, from + 512)));
      const { journal, found } = await expectSaved(disk, 8);
      await goesOn(journal, disk, found);
    }
  });
});
