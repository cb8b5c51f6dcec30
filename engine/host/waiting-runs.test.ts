import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Journal } from '../adapters/journal.ts';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { openReadOnly } from './engine.ts';
import { fileStorage, type Storage } from './storage.ts';
import { eventOf, source, startRun, startTestEngine } from './testing/test-engine.ts';

const ask = { type: 'flow.approval', with: { title: 'Go on?' } };
const set = (needs: string[] = []) => ({
  type: 'data.set',
  with: { values: { text: 'x'.repeat(300) } },
  ...(needs.length > 0 ? { needs } : {}),
});

/** Lets a test await that the journal was looked through for what is to be carried on, after runs were archived. */
function watchCarrying(storage: Storage): { readonly storage: Storage; readonly next: () => Promise<void> } {
  const waiters: (() => void)[] = [];
  const openRecords = async () => {
    const records = await storage.openRecords();
    const carryForward: Journal['carryForward'] = async (eventsOf) => {
      await records.journal.carryForward(eventsOf);
      for (const resolve of waiters.splice(0)) resolve();
    };
    return { ...records, journal: { ...records.journal, carryForward } };
  };
  const next = () => new Promise<void>((resolve) => waiters.push(resolve));
  return { storage: { ...storage, openRecords }, next };
}

it('a run that waits while many others pass keeps no old segment of the journal, and goes on after a kill', async () => {
  const dataDir = createTemporaryFolder();
  const files = () => fileStorage(dataDir, { env: {}, now: Date.now, segmentBytes: 20_000 });
  const watched = watchCarrying(files());
  const before = await startTestEngine({ dataDir, storage: watched.storage });
  const waiting = await startRun(before.engine, {
    workflow: source({ id: 'waits', tasks: { before: set(), ask: { ...ask, needs: ['before'] } } }),
  });
  const held = await startRun(before.engine, {
    workflow: source({ id: 'held', tasks: { before: set(), after: set(['before']) } }),
    breakpoints: ['after'],
  });
  await Promise.all([waiting, held].map((run) => eventOf(before.engine, run, 'task.waiting')));
  const passing = source({ id: 'passes', tasks: { a: set(), b: set(['a']) } });
  for (let count = 0; count < 120; count += 1) {
    const isArchived = watched.next();
    await before.engine.whenFinished(await startRun(before.engine, { workflow: passing }));
    // What has ended leaves the journal some at a time.
    if (count % 20 === 19) await isArchived;
  }

  const segments = (await readdir(join(dataDir, 'journal'))).filter((name) => name.endsWith('.jsonl')).sort();
  expect(segments[0]).not.toBe('000001.jsonl');
  expect(segments.length).toBeLessThanOrEqual(4);
  before.kill();
  const reader = await openReadOnly({ dataDir });
  expect((await reader.runs.list({ workflow: 'waits' })).runs).toMatchObject([{ id: waiting, status: 'waiting' }]);
  await reader.close();
  const after = await startTestEngine({ dataDir, storage: files() });
  expect(after.report.warnings).toEqual([]);
  expect(after.engine.approvals()).toMatchObject([{ run: waiting }]);
  expect(after.engine.load()).toEqual({ running: 0, waiting: 2, queued: 0 });
  expect(await after.engine.continue(held)).toMatchObject({ ok: true });
  expect(await after.engine.whenFinished(held)).toMatchObject({
    status: 'succeeded',
    tasks: { before: { attempts: 1 }, after: { attempts: 1 } },
  });
  const decided = await after.engine.decide(waiting, 'ask', { decision: 'approved', by: 'me' });
  expect(decided.ok).toBe(true);
  const record = await after.engine.whenFinished(waiting);
  expect(record).toMatchObject({ status: 'succeeded', tasks: { before: { attempts: 1 }, ask: { output: { decision: 'approved' } } } });
});
