import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryHistory } from '../adapters/history-memory.ts';
import type { RunTrigger } from '../run/event.ts';
import type { RunStatus, RunSummary } from '../run/view.ts';
import type { RunsFilter, RunsPage, RunsQuery } from './engine.ts';
import { listRuns, type MemoryListing, type RunSources } from './run-list.ts';
import { countRuns } from './run-statistics.ts';

type Given = Partial<RunSummary> & { readonly inputs?: string };

function summary(id: string, { inputs, ...given }: Given = {}): RunSummary {
  const times = { createdAt: 0, startedAt: 0, finishedAt: null };
  return { id, workflow: 'w', status: 'running', ...times, trigger: { kind: 'manual' }, environment: null, ...given };
}

/** A small engine's worth of runs: open ones in memory, ended ones in memory until they are archived. */
class World implements RunSources {
  readonly history = createMemoryHistory();
  readonly #memory = new Map<string, MemoryListing>();
  #now = 1000;

  now = () => this.#now;
  inMemory = async () => [...this.#memory.values()];

  create(id: string, given: Given = {}): void {
    this.#now += 1;
    this.#set(summary(id, { createdAt: this.#now, startedAt: this.#now, ...given }), given.inputs);
  }

  end(id: string, status: RunStatus = 'succeeded'): void {
    const known = this.#memory.get(id);
    if (!known || known.summary.finishedAt !== null) return;
    this.#now += 1;
    this.#set({ ...known.summary, status, finishedAt: this.#now }, known.inputs);
  }

  putClockBack(): void {
    this.#now = 500;
  }

  async archive(): Promise<void> {
    const ended = [...this.#memory.values()].filter((each) => each.summary.finishedAt !== null);
    ended.sort((a, b) => (a.summary.finishedAt ?? 0) - (b.summary.finishedAt ?? 0));
    await this.history.add(ended.map((each) => ({ summary: each.summary, events: [] })));
    for (const each of ended) this.#memory.delete(each.summary.id);
  }

  #set(of: RunSummary, inputs = ''): void {
    this.#memory.set(of.id, { summary: of, inputs, tasks: () => [] });
  }
}

const idsOf = (page: RunsPage) => page.runs.map(({ id }) => id);

describe('a list of runs', () => {
  it('has what goes on first, by creation, then what has ended, by its end', async () => {
    const world = new World();
    for (const id of ['a', 'b', 'c', 'd', 'e']) world.create(id);
    world.end('c');
    await world.archive();
    world.end('a');

    expect(idsOf(await listRuns(world, {}))).toEqual(['e', 'd', 'b', 'a', 'c']);
    expect(idsOf(await listRuns(world, { before: 'd' }))).toEqual(['b', 'a', 'c']);
    expect(idsOf(await listRuns(world, { before: 'a' }))).toEqual(['c']);
    expect(await listRuns(world, { before: 'absent' })).toEqual({ runs: [], next: null });
  });

  it('goes on as it began, whatever begins, ends and is archived between its pages', async () => {
    const change = fc.oneof(
      fc.record({ kind: fc.constant('create' as const) }),
      fc.record({ kind: fc.constant('end' as const), index: fc.nat(40) }),
      fc.record({ kind: fc.constant('archive' as const) }),
    );
    const changes = fc.array(change, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(changes, fc.array(changes, { maxLength: 8 }), fc.integer({ min: 1, max: 4 }), async (before, between, limit) => {
        const world = new World();
        let count = 0;
        const apply = async (each: typeof before) => {
          for (const one of each) {
            if (one.kind === 'create') {
              world.create(`run-${count}`);
              count += 1;
            } else if (one.kind === 'end') world.end(`run-${one.index}`);
            else await world.archive();
          }
        };
        await apply([...Array.from({ length: 8 }, () => ({ kind: 'create' as const })), ...before]);
        const expected = idsOf(await listRuns(world, { limit: 1000 }));

        const found: string[] = [];
        let next: string | null | undefined;
        do {
          const page: RunsPage = await listRuns(world, { limit, ...(next ? { before: next } : {}) });
          found.push(...idsOf(page));
          next = page.next;
          await apply(between.shift() ?? []);
        } while (next !== null);

        expect(found).toEqual(expected);
      }),
    );
  });

  it('is whole though the clock was put back', async () => {
    const world = new World();
    for (const id of ['a', 'b', 'c']) world.create(id);
    for (const id of ['a', 'b']) world.end(id);
    await world.archive();
    world.putClockBack();
    world.create('d');

    const found: string[] = [];
    for (let next: string | null | undefined; next !== null; ) {
      const page: RunsPage = await listRuns(world, { limit: 1, ...(next ? { before: next } : {}) });
      found.push(...idsOf(page));
      next = page.next;
    }
    expect(found).toEqual(['c', 'd', 'b', 'a']);
  });
});

describe('a filter of runs', () => {
  async function worldOfMany(): Promise<World> {
    const world = new World();
    const schedule: RunTrigger = { kind: 'schedule', trigger: 'nightly', slot: 0 };
    world.create('a', { workflow: 'orders', inputs: '{"order":4711}' });
    world.create('b', { workflow: 'orders', environment: 'test' });
    world.create('c', { workflow: 'billing', trigger: schedule, error: { code: 'http_status', message: 'The server answered 503' } });
    world.create('d', { workflow: 'billing' });
    world.end('c', 'failed');
    world.end('b', 'canceled');
    return world;
  }

  const cases: readonly (readonly [RunsQuery, readonly string[]])[] = [
    [{ workflow: 'orders' }, ['a', 'b']],
    [{ status: ['failed', 'canceled'] }, ['b', 'c']],
    [{ trigger: 'schedule' }, ['c']],
    [{ environment: 'test' }, ['b']],
    [{ since: 1002, until: 1004 }, ['b', 'c']],
    [{ text: '4711' }, ['a']],
    [{ text: 'SERVER  503' }, ['c']],
    [{ text: 'nightly http_' }, ['c']],
    [{ text: 'orders 503' }, []],
    [{ workflow: 'billing', status: ['running'], text: 'd' }, ['d']],
  ];

  for (const [query, ids] of cases) {
    it(`gives what ${JSON.stringify(query)} asks for`, async () => {
      const world = await worldOfMany();
      const { limit: _, before: __, ...filter } = query;

      expect(idsOf(await listRuns(world, query)).sort()).toEqual(ids);
      expect((await countRuns(world, filter as RunsFilter)).runs).toBe(ids.length);
    });
  }

  it('counts each run once, wherever it is', async () => {
    const world = await worldOfMany();
    await world.archive();
    world.end('a');

    expect(await countRuns(world, {})).toMatchObject({
      runs: 4,
      counts: { canceled: 1, failed: 1, running: 1, succeeded: 1 },
      successRate: 0.5,
      workflows: [
        { workflow: 'billing', runs: 2 },
        { workflow: 'orders', runs: 2, counts: { canceled: 1, succeeded: 1 }, successRate: 1 },
      ],
    });
  });
});
