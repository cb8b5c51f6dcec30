// What a large history costs is what it reads: these count, where others would measure.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../run/event.ts';
import type { RunSummary } from '../run/view.ts';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { nodeFiles } from './file-system.ts';
import type { FinishedRun, History, ListedRun, ListOptions } from './history.ts';
import { openFileHistory } from './history-file.ts';

const pages = 12;
const perPage = 1000;
const start = Date.UTC(2026, 2, 1);

/** Runs of one page belong to one workflow. */
function run(number: number): FinishedRun {
  const id = `key-${number}`;
  const at = start + number;
  const times = { createdAt: at, startedAt: at, finishedAt: at + 7 };
  const workflow = `workflow-${Math.floor(number / perPage)}`;
  const summary: RunSummary = { id, workflow, status: 'succeeded', ...times, trigger: { kind: 'manual' }, environment: null };
  const events: RunEvent[] = [
    {
      type: 'run.created',
      workflow,
      definition: 'd',
      inputs: { order: number },
      vars: {},
      environment: null,
      trigger: { kind: 'manual' },
      run: id,
      seq: 1,
      at,
    },
    { type: 'task.started', path: 'a', attempt: 1, run: id, seq: 2, at },
    { type: 'task.succeeded', path: 'a', attempt: 1, output: { kind: 'value', value: number }, run: id, seq: 3, at: at + 5 },
  ];
  return { summary, events };
}

async function openCounted(folder: string): Promise<{ history: History; opened: () => string[] }> {
  let names: string[] = [];
  const open: typeof nodeFiles.open = (path, mode) => {
    names.push(path.slice(path.lastIndexOf('/') + 1));
    return nodeFiles.open(path, mode);
  };
  const history = await openFileHistory({ folder, files: { ...nodeFiles, open } });
  const opened = () => {
    const found = names;
    names = [];
    return found;
  };
  opened();
  return { history, opened };
}

async function read(history: History, options?: ListOptions): Promise<ListedRun[]> {
  const found: ListedRun[] = [];
  for await (const page of history.newestFirst(options)) found.push(...page);
  return found;
}

async function firstPage(history: History, options?: ListOptions): Promise<readonly ListedRun[]> {
  for await (const page of history.newestFirst(options)) return page;
  return [];
}

describe('a history of many pages', () => {
  const folder = createTemporaryFolder();

  beforeAll(async () => {
    const history = await openFileHistory({ folder });
    await history.add(Array.from({ length: pages * perPage + 5 }, (_, number) => run(number)));
    await history.close();
  });

  it('shows its newest runs from the page that was read when it was opened, and reads no runs for lists', async () => {
    const { history, opened } = await openCounted(folder);

    expect(await firstPage(history)).toHaveLength(5);
    expect(opened()).toEqual([]);
    expect(await read(history)).toHaveLength(pages * perPage + 5);
    expect(opened().filter((name) => name.endsWith('.index.json'))).toHaveLength(pages);
    await history.close();
  });

  it('knows of an id that it has not from digests, and reads each of them once', async () => {
    const { history, opened } = await openCounted(folder);

    expect(await history.has('key-absent')).toBe(false);
    expect(opened().sort()).toEqual(Array.from({ length: pages }, (_, index) => `${String(index + 1).padStart(4, '0')}.digest.json`));
    expect(await history.has('key-none-either')).toBe(false);
    expect(opened()).toEqual([]);
    await history.close();
  });

  it('opens an old run with its page and one read, without an id that tells its time', async () => {
    const { history, opened } = await openCounted(folder);
    await history.has('key-absent');
    opened();

    expect(await history.events('key-2345')).toEqual(run(2345).events);
    expect(opened()).toEqual(['0003.index.json', '0003.jsonl', '0003.jsonl']);
    expect(await history.events('key-2346')).toEqual(run(2346).events);
    expect(opened()).toEqual(['0003.jsonl']);
    await history.close();
  });

  it('reads only the pages that may have what is wanted', async () => {
    const { history, opened } = await openCounted(folder);
    await history.has('key-absent');
    opened();

    const found = await read(history, { wants: ({ counts }) => Object.hasOwn(counts, 'workflow-4') });
    expect(found.map(({ summary }) => summary.workflow)).toEqual(Array.from({ length: perPage }, () => 'workflow-4'));
    expect(opened().filter((name) => name.endsWith('.index.json'))).toEqual(['0005.index.json']);
    await history.close();
  });

  it('goes on behind a run without reading what stands before it, and behind one that is gone', async () => {
    const { history, opened } = await openCounted(folder);
    await history.has('key-absent');
    opened();

    const [next] = await firstPage(history, { behind: { run: 'key-3500', at: start + 3507 } });
    expect(next?.summary.id).toBe('key-3499');
    expect(opened().filter((name) => name.endsWith('.index.json'))).toEqual(['0004.index.json']);
    const behindGone = await read(history, { behind: { run: 'key-gone', at: start + 7 + 40 } });
    expect(behindGone.map(({ summary }) => summary.id).slice(0, 2)).toEqual(['key-39', 'key-38']);
    await history.close();
  });

  it('keeps few pages in memory: the oldest is read again after all the others', async () => {
    const { history, opened } = await openCounted(folder);
    await read(history);
    opened();

    await history.events(`key-${(pages - 1) * perPage}`);
    expect(opened().filter((name) => name.endsWith('.index.json'))).toEqual(['0012.index.json']);
    await history.close();
  });

  it('tells inputs and times of tasks from its lists', async () => {
    const history = await openFileHistory({ folder });
    const found = await history.find('key-77');

    expect(found?.inputs).toBe('{"order":77}');
    expect(found?.tasks()).toEqual([{ path: 'a', status: 'succeeded', durationMs: 5 }]);
    await history.close();
  });

  it('removes runs without touching the packs that have none of them', async () => {
    const { history, opened } = await openCounted(folder);
    await history.has('key-absent');
    opened();

    await history.remove(['key-absent', 'key-10999', 'key-10998']);
    expect(new Set(opened().filter((name) => !name.startsWith('.')))).toEqual(new Set(['0011.index.json', '0011.jsonl']));
    expect(await history.has('key-10999')).toBe(false);
    expect(await history.events('key-10997')).toEqual(run(10_997).events);
    await history.close();
    expect(await read((await openCounted(folder)).history)).toHaveLength(pages * perPage + 3);
  });

  it('makes a digest again that is missing or damaged', async () => {
    await rm(join(folder, '2026-03', '0002.digest.json'));
    const { history, opened } = await openCounted(folder);

    expect(await history.has('key-absent')).toBe(false);
    expect(opened().filter((name) => name.endsWith('.index.json'))).toEqual(['0002.index.json']);
    expect(await history.has('key-1500')).toBe(true);
    await history.close();
    const again = await openCounted(folder);
    expect(await again.history.has('key-absent')).toBe(false);
    expect(again.opened().filter((name) => name.endsWith('.index.json'))).toEqual([]);
    await again.history.close();
  });
});
