import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileDrafts, createMemoryDrafts, type Drafts, draftLimitBytes } from './drafts.ts';

let folder = '';
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'millrace-drafts-')), 'drafts');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const kinds: readonly (readonly [string, () => Drafts])[] = [
  ['in files', () => createFileDrafts(folder)],
  ['in memory', () => createMemoryDrafts(() => 5)],
];

describe.each(kinds)('drafts %s', (_, create) => {
  it('come back as they were put, are listed, and are gone when they are deleted', async () => {
    const drafts = create();
    expect(await drafts.list()).toEqual([]);

    expect(await drafts.put('orders.0', { text: 'a', at: 1 })).toBe(true);
    expect(await drafts.put('orders.1', { text: 'ü 😀 \u0000' })).toBe(true);
    expect(await drafts.put('orders.0', { text: 'b' })).toBe(true);

    expect(await drafts.get('orders.0')).toEqual({ text: 'b' });
    expect(await drafts.get('orders.1')).toEqual({ text: 'ü 😀 \u0000' });
    expect((await drafts.list()).map(({ id }) => id)).toEqual(['orders.0', 'orders.1']);
    expect((await drafts.list())[0]?.sizeBytes).toBe('{"text":"b"}'.length);
    expect(await drafts.delete('orders.0')).toBe(true);
    expect(await drafts.delete('orders.0')).toBe(false);
    expect(await drafts.get('orders.0')).toBeNull();
  });

  it('are refused when they are too large, and the one before stays', async () => {
    const drafts = create();
    await drafts.put('orders.0', { text: 'small' });

    expect(await drafts.put('orders.0', { text: 'x'.repeat(draftLimitBytes) })).toBe(false);

    expect(await drafts.get('orders.0')).toEqual({ text: 'small' });
  });

  it('never take an id that is none', async () => {
    const drafts = create();
    for (const id of ['', 'orders', '../orders.0', 'orders.0/..', 'orders.0.json', 'Orders.0', 'orders.1000', 'orders.-1', 'a\u0000.0']) {
      await expect(drafts.put(id, {}), id).rejects.toThrow('is no id of a draft');
    }
    expect(await drafts.list()).toEqual([]);
  });
});

describe('drafts in files', () => {
  it('are for nobody but their owner and leave no other file behind', async () => {
    const drafts = createFileDrafts(folder);
    await Promise.all([1, 2, 3, 4].map((at) => drafts.put('orders.0', { at })));

    expect(await readdir(folder)).toEqual(['orders.0.json']);
    expect((await stat(join(folder, 'orders.0.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect([1, 2, 3, 4]).toContain(JSON.parse(await readFile(join(folder, 'orders.0.json'), 'utf8')).at);
  });

  it('that somebody damaged are none', async () => {
    const drafts = createFileDrafts(folder);
    await drafts.put('orders.0', {});
    for (const text of ['', '{"text": "cut of', '[]', '3', 'null']) {
      await writeFile(join(folder, 'orders.0.json'), text);
      expect(await drafts.get('orders.0'), text).toBeNull();
    }
  });
});
