import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../run/event.ts';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { crc32, crc32ByTable } from './crc32.ts';
import { type FileSystem, nodeFiles } from './file-system.ts';
import { describeJournal, event, readAll } from './journal.contract.ts';
import { openFileJournal } from './journal-file.ts';
import { FrameWriter, frameOf, readFrame } from './journal-frame.ts';
import { createMemoryJournal } from './journal-memory.ts';

describeJournal('a journal in memory', () => {
  const kept: RunEvent[] = [];
  return { open: async () => createMemoryJournal(kept) };
});

describeJournal('a journal on disk', () => {
  const folder = createTemporaryFolder();
  return { open: () => openFileJournal({ folder }) };
});

describeJournal('a journal on disk in many small segments', () => {
  const folder = createTemporaryFolder();
  return { open: () => openFileJournal({ folder, segmentBytes: 100 }) };
});

async function written(events: readonly RunEvent[]): Promise<{ folder: string; path: string }> {
  const folder = createTemporaryFolder();
  const journal = await openFileJournal({ folder });
  for (const each of events) await journal.append([each]);
  await journal.close();
  return { folder, path: join(folder, '000001.jsonl') };
}

describe('segments of the journal', () => {
  it('hold one readable line per event behind a header, for nobody but their owner', async () => {
    const { folder, path } = await written([event('a', 1)]);

    const [header = '', line = ''] = (await readFile(path, 'utf8')).split('\n');
    const [, checksum, length, json = ''] = /^([0-9a-f]{8}) (\d+) (.*)$/.exec(line) ?? [];

    expect(JSON.parse(header.slice(header.indexOf('{')))).toEqual({ format: 1, segment: 1, previous: null });
    expect(JSON.parse(json)).toEqual(event('a', 1));
    expect(Number(length)).toBe(Buffer.byteLength(json));
    expect(Number.parseInt(checksum ?? '', 16)).toBe(crc32(Buffer.from(json)));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('name the one before, with its size and checksum', async () => {
    const { folder, path } = await written([event('a', 1)]);
    const before = await readFile(path);
    const journal = await openFileJournal({ folder });
    await readAll(journal);
    await journal.append([event('a', 2)]);
    await journal.close();

    const header = readFrame(await readFile(join(folder, '000002.jsonl')), 0)?.value;

    const crc = crc32(before).toString(16).padStart(8, '0');
    expect(header).toEqual({ format: 1, segment: 2, previous: { segment: 1, bytes: before.length, crc } });
  });

  it('go away when none of their runs is needed any more', async () => {
    const folder = createTemporaryFolder();
    const journal = await openFileJournal({ folder, segmentBytes: 1 });
    for (const run of ['a', 'b', 'c']) await journal.append([event(run, 1)]);
    await journal.release(['a', 'c']);

    expect(await segmentsIn(folder)).toEqual(['000002.jsonl', '000003.jsonl']);
    await journal.close();
    expect(await segmentsIn(folder)).toEqual(['000002.jsonl']);
  });

  it('stay when the journal is closed before it was read to its end', async () => {
    const { folder } = await written([event('a', 1), event('a', 2)]);

    await (await openFileJournal({ folder })).close();
    const broken = await openFileJournal({ folder });
    for await (const _first of broken.read()) break;
    await broken.close();

    expect(await readAll(await openFileJournal({ folder }))).toEqual([event('a', 1), event('a', 2)]);
  });

  it('never give the beginning of a run whose end went away with another segment', async () => {
    const folder = createTemporaryFolder();
    const journal = await openFileJournal({ folder, segmentBytes: 1 });
    await journal.append([event('kept', 1), event('gone', 1)]);
    await journal.append([event('gone', 2)]);
    await journal.append([event('kept', 2)]);
    await journal.release(['gone']);
    await journal.close();

    const again = await openFileJournal({ folder });

    expect(await segmentsIn(folder)).toEqual(['000001.jsonl', '000003.jsonl']);
    expect(await readAll(again)).toEqual([event('kept', 1), event('kept', 2)]);
    expect(again.damage()).toEqual([]);
  });

  it('that were written by a newer Millrace are left alone', async () => {
    const folder = createTemporaryFolder();
    await writeFile(join(folder, '000001.jsonl'), frameOf({ format: 2, segment: 1, previous: null }));

    const journal = await openFileJournal({ folder });

    await expect(readAll(journal)).rejects.toThrow('newer Millrace');
  });

  it('are all there after a start that did not get to their end', async () => {
    const { folder } = await written([event('a', 1)]);
    for (const seq of [2, 3]) {
      const journal = await openFileJournal({ folder });
      await readAll(journal);
      await journal.append([event('a', seq)]);
      await journal.close();
    }
    const newest = join(folder, '000003.jsonl');
    const content = await readFile(newest);
    await writeFile(newest, frameOf({ format: 2, segment: 3, previous: null }));

    const broken = await openFileJournal({ folder });
    await expect(readAll(broken)).rejects.toThrow('newer Millrace');
    await broken.close();
    await writeFile(newest, content);

    const after = await openFileJournal({ folder });
    expect(await readAll(after)).toEqual([event('a', 1), event('a', 2), event('a', 3)]);
    await after.close();
  });

  it('share a sync among all who wait for one', async () => {
    let syncs = 0;
    const files: FileSystem = {
      ...nodeFiles,
      open: async (path, mode) => {
        const file = await nodeFiles.open(path, mode);
        const sync = async () => {
          if (path.endsWith('.jsonl')) syncs += 1;
          await file.sync();
        };
        return { ...file, sync };
      },
    };
    const journal = await openFileJournal({ folder: createTemporaryFolder(), files });

    await Promise.all(Array.from({ length: 100 }, (_, index) => journal.append([event('a', index)])));

    expect(syncs).toBeLessThanOrEqual(2);
    await journal.close();
  });
});

async function segmentsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
}

describe('records', () => {
  it('come back as they were, whatever JSON they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), (values) => {
        const frames = new FrameWriter();
        for (const value of values) frames.add(value);
        const bytes = Buffer.from(frames.take());
        const found: unknown[] = [];
        for (let frame = readFrame(bytes, 0); frame; frame = readFrame(bytes, frame.end)) found.push(frame.value);
        expect(found).toEqual(values.map((value) => JSON.parse(JSON.stringify(value))));
      }),
    );
  });

  it('with any one bit turned over are not taken for whole', () => {
    const frames = new FrameWriter();
    frames.add({ a: 'some text', n: 17 });
    const bytes = Buffer.from(frames.take());
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      const frame = readFrame(changed, 0);
      expect(frame === null || JSON.stringify(frame.value) === '{"a":"some text","n":17}').toBe(true);
    }
  });

  it('carry the checksum that everybody else computes', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === crc32ByTable(bytes)));
    for (const checksum of [crc32, crc32ByTable]) expect(checksum(Buffer.from('123456789'))).toBe(0xcbf43926);
  });
});
