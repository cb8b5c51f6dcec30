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
  for await (const summary of history.newestFirst()) ids.push(summary.id);
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
      expect(await history.summary(idOf(2))).toEqual(finished(2).summary);
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

    expect((await readdir(join(folder, '2026-03'))).sort()).toEqual(['page-0001.json', 'page-0002.json', 'page-0003.json', 'runs.jsonl']);
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
    await writeFile(join(month, 'page-0001.json'), '{ "runs": [');
    const damaged = await openFileHistory({ folder });
    expect(await idsIn(damaged)).toHaveLength(1201);
    expect(damaged.damage()).toMatchObject([expect.stringContaining('page-0001.json')]);
    await Promise.all(['page-0001.json', 'page-0002.json'].map((name) => rm(join(month, name))));

    const gone = await openFileHistory({ folder });
    expect(await idsIn(gone)).toEqual(Array.from({ length: 1201 }, (_, index) => idOf(1200 - index)));
  });

  it('cuts a torn record off its pack, keeps the original, and goes on behind the whole ones', async () => {
    const folder = createTemporaryFolder();
    const pack = join(folder, '2026-03', 'runs.jsonl');
    const history = await openFileHistory({ folder });
    await history.add([finished(1)]);
    await history.close();
    await appendFile(pack, '0badc0de 999 {"summary":');
    const torn = await readFile(pack);

    const again = await openFileHistory({ folder });
    await again.add([finished(2)]);
    await again.close();

    expect(again.damage()).toMatchObject([expect.stringContaining('torn record')]);
    expect(await readFile(`${pack}.torn`)).toEqual(torn);
    const last = await openFileHistory({ folder });
    expect(await idsIn(last)).toEqual([2, 1].map(idOf));
    expect(await last.events(idOf(2))).toEqual(finished(2).events);
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
