import { open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../run/event.ts';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { crc32, crc32ByTable } from './crc32.ts';
import { describeJournal, event, readAll } from './journal.contract.ts';
import { openFileJournal } from './journal-file.ts';
import { FrameWriter, readFrame } from './journal-frame.ts';
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
  await journal.append(events);
  await journal.close();
  return { folder, path: join(folder, '000001.jsonl') };
}

describe('segments of the journal', () => {
  it('hold one readable line per event, for nobody but their owner', async () => {
    const { folder, path } = await written([event('a', 1)]);

    const text = await readFile(path, 'utf8');
    const [, checksum, length, json = ''] = /^([0-9a-f]{8}) (\d+) (.*)\n$/.exec(text) ?? [];

    expect(JSON.parse(json)).toEqual(event('a', 1));
    expect(Number(length)).toBe(Buffer.byteLength(json));
    expect(Number.parseInt(checksum ?? '', 16)).toBe(crc32(Buffer.from(json)));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('cut anywhere in the last record give all records before it, and the torn original is kept', async () => {
    const events = [event('a', 1), event('a', 2), event('a', 3)];
    const { path: whole } = await written(events);
    const bytes = await readFile(whole);
    const lastAt = bytes.lastIndexOf(0x0a, bytes.length - 2) + 1;
    for (let cut = lastAt + 1; cut < bytes.length; cut += 7) {
      const folder = createTemporaryFolder();
      await writeFile(join(folder, '000001.jsonl'), bytes.subarray(0, cut));

      const journal = await openFileJournal({ folder });

      expect(await readAll(journal)).toEqual(events.slice(0, 2));
      expect(journal.damage()).toMatchObject([expect.stringContaining('torn record')]);
      expect(await readFile(join(folder, '000001.jsonl.torn'))).toEqual(bytes.subarray(0, cut));
      await journal.append([event('a', 3)]);
      await journal.close();
      const again = await openFileJournal({ folder });
      expect(await readAll(again)).toEqual(events);
      expect(again.damage()).toEqual([]);
    }
  });

  it('damaged in the middle say how much is behind the damage', async () => {
    const { folder, path } = await written([event('a', 1), event('a', 2), event('a', 3)]);
    const bytes = await readFile(path);
    bytes[30] = (bytes[30] as number) ^ 1;
    await writeFile(path, bytes);

    const journal = await openFileJournal({ folder });

    expect(await readAll(journal)).toEqual([]);
    expect(journal.damage()).toMatchObject([expect.stringContaining('2 whole records behind it')]);
    expect(await readFile(`${path}.torn`)).toEqual(bytes);
  });

  it('go away when none of their runs is needed any more', async () => {
    const folder = createTemporaryFolder();
    const journal = await openFileJournal({ folder, segmentBytes: 1 });
    for (const run of ['a', 'b', 'c']) await journal.append([event(run, 1)]);
    await journal.release(['a', 'c']);

    expect(await readdir(folder)).toEqual(['000002.jsonl', '000003.jsonl']);
    await journal.close();
    expect(await readdir(folder)).toEqual(['000002.jsonl']);
  });

  it('share a sync among all who wait for one', async () => {
    let syncs = 0;
    const journal = await openFileJournal({
      folder: createTemporaryFolder(),
      openSegment: async (path) => {
        const handle = await open(path, 'wx');
        const datasync = async () => {
          syncs += 1;
          await handle.datasync();
        };
        return { write: handle.write.bind(handle), truncate: handle.truncate.bind(handle), close: () => handle.close(), datasync } as never;
      },
    });

    await Promise.all(Array.from({ length: 100 }, (_, index) => journal.append([event('a', index)])));

    expect(syncs).toBeLessThanOrEqual(2);
    await journal.close();
  });

  it('leave nothing of a batch that could not be written, and take nothing more', async () => {
    const folder = createTemporaryFolder();
    let writes = 0;
    const journal = await openFileJournal({
      folder,
      openSegment: async (path) => {
        const handle = await open(path, 'wx');
        // The third write stops half-way, as a full disk does.
        const write = async (bytes: Uint8Array, offset: number, length: number, position: number) => {
          writes += 1;
          if (writes === 3) return handle.write(bytes, offset, Math.floor(length / 2), position);
          if (writes === 4) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
          return handle.write(bytes, offset, length, position);
        };
        return { write, truncate: handle.truncate.bind(handle), close: () => handle.close(), datasync: () => handle.datasync() } as never;
      },
    });
    await journal.append([event('a', 1)]);
    await journal.append([event('a', 2)]);

    await expect(journal.append([event('a', 3)])).rejects.toThrow('no space');
    await expect(journal.append([event('a', 4)])).rejects.toThrow('no space');
    await journal.close();

    const again = await openFileJournal({ folder });
    expect(await readAll(again)).toEqual([event('a', 1), event('a', 2)]);
    expect(again.damage()).toEqual([]);
  });
});

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
