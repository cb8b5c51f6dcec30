import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../run/view.ts';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import type { FinishedRun, History } from './history.ts';
import { openFileHistory } from './history-file.ts';
import { createMemoryHistory } from './history-memory.ts';
import { event } from './journal.contract.ts';

function finished(number: number, at = Date.UTC(2026, 2, 1)): FinishedRun {
  const id = `20260301-000000-${String(number).padStart(6, '0')}`;
  const summary: RunSummary = {
    id,
    workflow: 'test',
    status: 'succeeded',
    createdAt: at,
    startedAt: at,
    finishedAt: at + number,
    trigger: { kind: 'manual' },
    environment: null,
  };
  return { summary, events: [event(id, 1), event(id, 2)] };
}

const idOf = (number: number) => finished(number).summary.id;

async function idsIn(history: History): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of history.newestFirst()) ids.push(...page.map(({ summary }) => summary.id));
  return ids;
}

function describeHistory(name: string, create: () => Promise<{ open: () => Promise<History> }>): void {
  describe(name, () => {
    it('gives runs back by id and in the order they ended, the newest first', async () => {
      const { open } = await create();
      const history = await open();
      await history.add([finished(1), finished(2)]);
      await Promise.all([history.add([finished(3)]), history.add([finished(4)])]);

      expect(await history.events(idOf(3))).toEqual(finished(3).events);
      expect((await history.find(idOf(2)))?.summary).toEqual(finished(2).summary);
      expect(await history.has('20260301-000000-nothing')).toBe(false);
      expect(await idsIn(history)).toEqual([4, 3, 2, 1].map(idOf));
      await history.close();
    });
  });
}

describeHistory('a history in memory', async () => ({ open: async () => createMemoryHistory() }));
describeHistory('a history on disk', async () => {
  const folder = createTemporaryFolder();
  return { open: () => openFileHistory({ folder }) };
});

describe('a history on disk', () => {
  it('has many runs in pages and finds every one of them after a restart', async () => {
    const folder = createTemporaryFolder();
    const history = await openFileHistory({ folder });
    const runs = Array.from({ length: 2500 }, (_, index) => finished(index));
    await history.add(runs);
    await history.close();

    const again = await openFileHistory({ folder });

    const pages = [1, 2, 3].flatMap((number) => [`000${number}.index.json`, `000${number}.jsonl`]);
    const names = [...pages, '0001.digest.json', '0002.digest.json'].sort();
    expect((await readdir(join(folder, '2026-03'))).sort()).toEqual(names);
    expect(await idsIn(again)).toEqual(runs.map((run) => run.summary.id).reverse());
    for (const number of [0, 999, 1000, 2499]) expect(await again.events(idOf(number))).toEqual(finished(number).events);
  });

  it('lists what was packed even when its pages were never saved, are damaged or are gone', async () => {
    const folder = createTemporaryFolder();
    const month = join(folder, '2026-03');
    const history = await openFileHistory({ folder });
    await history.add(Array.from({ length: 1200 }, (_, index) => finished(index)));
    await history.close();
    const unsaved = await openFileHistory({ folder, saveEveryMs: 1_000_000 });
    await unsaved.add([finished(1200)]);

    const behind = await openFileHistory({ folder });
    expect(await idsIn(behind)).toHaveLength(1201);
    await writeFile(join(month, '0001.index.json'), '{ "runs": [');
    const damaged = await openFileHistory({ folder });
    expect(await idsIn(damaged)).toHaveLength(1201);
    expect(damaged.damage()).toMatchObject([expect.stringContaining('0001.index.json')]);
    await Promise.all(['0001.index.json', '0002.index.json'].map((name) => rm(join(month, name))));

    const gone = await openFileHistory({ folder });
    expect(await idsIn(gone)).toEqual(Array.from({ length: 1201 }, (_, index) => idOf(1200 - index)));
  });

  it('leaves a pack that ends in a torn record as it is, says so once, and goes on in a new one', async () => {
    const folder = createTemporaryFolder();
    const pack = join(folder, '2026-03', '0001.jsonl');
    const history = await openFileHistory({ folder });
    await history.add([finished(1)]);
    await history.close();
    await appendFile(pack, '0badc0de 999 {"summary":');
    const torn = await readFile(pack);

    const again = await openFileHistory({ folder });
    await again.add([finished(2)]);
    await again.close();

    expect(again.damage()).toMatchObject([expect.stringContaining('24 bytes that are no whole record')]);
    expect(await readFile(pack)).toEqual(torn);
    const last = await openFileHistory({ folder });
    expect(last.damage()).toEqual([]);
    expect(await idsIn(last)).toEqual([2, 1].map(idOf));
    expect(await last.events(idOf(2))).toEqual(finished(2).events);
  });

  it('keeps what is no whole record aside before a pack is written anew', async () => {
    const folder = createTemporaryFolder();
    const pack = join(folder, '2026-03', '0001.jsonl');
    const history = await openFileHistory({ folder });
    await history.add([finished(1), finished(2)]);
    await history.remove([idOf(1)]);
    expect(existsSync(join(folder, 'quarantine'))).toBe(false);
    await history.close();
    await appendFile(pack, '0badc0de 999 {"summary":');
    const torn = await readFile(pack);

    const again = await openFileHistory({ folder });
    await again.add([finished(3), finished(4)]);
    await again.remove([idOf(2)]);
    await again.close();

    expect(await readFile(join(folder, 'quarantine', '2026-03-0001.jsonl'))).toEqual(torn);
    expect(await idsIn(await openFileHistory({ folder }))).toEqual([4, 3].map(idOf));
  });

  it('finds the runs behind a damaged one when it makes an index again', async () => {
    const folder = createTemporaryFolder();
    const month = join(folder, '2026-03');
    const history = await openFileHistory({ folder });
    await history.add([finished(1), finished(2), finished(3)]);
    await history.close();
    const bytes = await readFile(join(month, '0001.jsonl'));
    const at = bytes.indexOf(idOf(2));
    await writeFile(join(month, '0001.jsonl'), bytes.fill('x', at, at + 3));
    await rm(join(month, '0001.index.json'));

    const again = await openFileHistory({ folder });

    expect(await idsIn(again)).toEqual([3, 1].map(idOf));
    expect(await again.events(idOf(3))).toEqual(finished(3).events);
    expect(again.damage()).toMatchObject([expect.stringContaining('no whole record')]);
  });

  it('notices an index with one changed digit, and a pack that is gone', async () => {
    const folder = createTemporaryFolder();
    const index = join(folder, '2026-03', '0001.index.json');
    const history = await openFileHistory({ folder });
    await history.add([finished(1), finished(2)]);
    await history.close();
    await writeFile(index, (await readFile(index, 'utf8')).replace(/"offset":\d/, '"offset":7'));

    const changed = await openFileHistory({ folder });
    expect(await changed.events(idOf(1))).toEqual(finished(1).events);
    expect(changed.damage()).toMatchObject([expect.stringContaining('checksum')]);
    await changed.close();
    await rm(join(folder, '2026-03', '0001.jsonl'));
    const gone = await openFileHistory({ folder });
    expect(gone.damage()).toEqual([]);
  });

  it('makes a page again whose pack has become shorter', async () => {
    const folder = createTemporaryFolder();
    const pack = join(folder, '2026-03', '0001.jsonl');
    const history = await openFileHistory({ folder });
    const ofTask = (number: number, path: string): FinishedRun => {
      const { summary, events } = finished(number);
      return { summary, events: events.map((each) => ({ ...each, type: 'task.skipped', path, reason: 'when' })) };
    };
    await history.add([ofTask(1, 'a'), ofTask(2, 'b'), ofTask(3, 'a')]);
    await history.close();
    const [, ...lines] = (await readFile(pack, 'utf8')).split('\n');
    await writeFile(pack, lines.join('\n'));

    const again = await openFileHistory({ folder });

    const tasksOf = async (number: number) => (await again.find(idOf(number)))?.tasks().map(({ path }) => path);
    expect(await idsIn(again)).toEqual([3, 2].map(idOf));
    expect([await tasksOf(2), await tasksOf(3)]).toEqual([['b'], ['a']]);
    await again.close();
  });

  it('removes runs for good, keeps the others where lists find them, and needs no index for that', async () => {
    const folder = createTemporaryFolder();
    const month = join(folder, '2026-03');
    const history = await openFileHistory({ folder });
    await history.add(Array.from({ length: 2100 }, (_, index) => finished(index)));
    const gone = Array.from({ length: 2100 }, (_, index) => index).filter((number) => number < 1000 || number % 2 === 0);
    const left = Array.from({ length: 2100 }, (_, index) => index).filter((number) => !gone.includes(number));
    await history.remove(gone.map(idOf));

    expect(await idsIn(history)).toEqual(left.map(idOf).reverse());
    expect(await history.events(idOf(1001))).toEqual(finished(1001).events);
    // As after a crash: the indexes are still the old ones.
    const again = await openFileHistory({ folder });
    expect(await idsIn(again)).toEqual(left.map(idOf).reverse());
    expect(await again.events(idOf(2099))).toEqual(finished(2099).events);
    await again.add([finished(2100)]);
    await again.close();
    expect(again.damage()).toEqual([]);
    expect((await readdir(month)).filter((name) => name.endsWith('.jsonl')).sort()).toEqual(['0002.jsonl', '0003.jsonl']);
  });

  it('keeps two older generations of every index', async () => {
    const folder = createTemporaryFolder();
    for (let number = 1; number <= 4; number += 1) {
      const history = await openFileHistory({ folder });
      await history.add([finished(number)]);
      await history.close();
    }

    const names = (await readdir(join(folder, '2026-03'))).sort();

    expect(names).toEqual(['0001.index.json', '0001.index.json.1', '0001.index.json.2', '0001.jsonl']);
  });

  it('keeps each month apart', async () => {
    const folder = createTemporaryFolder();
    const history = await openFileHistory({ folder });
    await history.add([finished(1), finished(2, Date.UTC(2026, 3, 1))]);
    await history.close();

    expect((await readdir(folder)).sort()).toEqual(['2026-03', '2026-04']);
    expect(await idsIn(history)).toEqual([2, 1].map(idOf));
    expect(await history.has(idOf(2))).toBe(true);
  });
});
