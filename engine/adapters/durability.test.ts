// The promise under everything else: what was acknowledged is there after whatever happened to the disk.
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../run/event.ts';
import type { RunSummary } from '../run/view.ts';
import type { FinishedRun } from './history.ts';
import { openFileHistory } from './history-file.ts';
import { event, readAll } from './journal.contract.ts';
import { openFileJournal } from './journal-file.ts';
import { seededRandom } from './testing/seeded-random.ts';
import { createSimulatedDisk, type Fault, type SimulatedDisk } from './testing/simulated-disk.ts';

const place = { journal: '/data/journal', history: '/data/history' };
/** So that most of what is saved is digests. */
const runsPerPack = 2;

/** What the disk has said yes to. */
type Acknowledged = { readonly events: RunEvent[]; readonly archived: Set<string>; carried: number };

/** A life of a process: opens, appends from several sides at once, archives, removes, closes. Throws where the disk does. */
async function live(disk: SimulatedDisk, life: number, known: Acknowledged): Promise<void> {
  const { files } = disk;
  const journal = await openFileJournal({ folder: place.journal, files, segmentBytes: 600 });
  await readAll(journal);
  const history = await openFileHistory({ folder: place.history, files, saveEveryMs: 1_000_000, runsPerPack });
  const parked = event(`parked-${life}`, 1);
  await attempt(journal.append([parked]), () => known.events.push(parked));
  const eventsAtRest = (run: string) => {
    const events = known.events.filter((each) => each.run === run && run.startsWith('parked'));
    known.carried += events.length;
    return events.length > 0 ? events : null;
  };
  for (let round = 1; round <= 3; round += 1) {
    const run = `run-${life}-${round}`;
    // Two at once, so that they share a batch; then one more.
    await attempt(journal.append([event(run, 1)]), () => known.events.push(event(run, 1)));
    const both = [2, 3].map((seq) => attempt(journal.append([event(run, seq)]), () => known.events.push(event(run, seq))));
    await Promise.all(both);
    if (round === 2) continue;
    await attempt(history.add([finished(run)]), async () => {
      known.archived.add(run);
      await journal.release([run]);
    });
    await journal.carryForward(eventsAtRest).catch(() => undefined);
  }
  await history.close();
  await journal.close();
}

/** The caller learns of a failure and goes on: only the engine decides what to do about it. */
async function attempt(work: Promise<void>, acknowledged: () => unknown): Promise<void> {
  const isDone = await work.then(
    () => true,
    () => false,
  );
  if (isDone) await acknowledged();
}

function finished(id: string): FinishedRun {
  const at = Date.UTC(2026, 2, 1);
  const times = { createdAt: at, startedAt: at, finishedAt: at };
  const summary: RunSummary = { id, workflow: 'test', status: 'succeeded', ...times, trigger: { kind: 'manual' }, environment: null };
  return { summary, events: [event(id, 1)] };
}

const key = ({ run, seq }: RunEvent) => `${run}/${seq}`;

async function expectKept(disk: SimulatedDisk, known: Acknowledged, where: string): Promise<void> {
  const { files } = disk;
  const journal = await openFileJournal({ folder: place.journal, files });
  const found = (await readAll(journal)).map(key);
  const history = await openFileHistory({ folder: place.history, files, runsPerPack });
  const listed: string[] = [];
  for await (const page of history.newestFirst()) listed.push(...page.map(({ summary }) => summary.id));
  const lostEvents = known.events.filter((each) => !known.archived.has(each.run) && !found.includes(key(each)));
  const lostRuns = [...known.archived].filter((id) => !listed.includes(id));
  expect({ where, lostEvents: lostEvents.map(key), lostRuns }).toEqual({ where, lostEvents: [], lostRuns: [] });
  expect(new Set(listed).size).toBe(listed.length);
  // Those alone are written again that are carried on.
  const once = found.filter((each) => !each.startsWith('parked'));
  expect(new Set(once).size, where).toBe(once.length);
  for (const id of known.archived) expect(await history.events(id)).toEqual(finished(id).events);
  expect(await history.has('run-absent')).toBe(false);
}

const faults: readonly [string, Fault][] = [
  ['a short write', 'short'],
  ['no space, half of it written', { code: 'ENOSPC', isPartial: true }],
  ['an input/output error', { code: 'EIO' }],
  ['a refusal', { code: 'EACCES' }],
  ['a read-only file system', { code: 'EROFS' }],
  ['too many open files', { code: 'EMFILE' }],
];

describe.each(faults)('%s at any one call to the disk', (_, fault) => {
  it('loses nothing that was acknowledged, and no file', async () => {
    let isReached = true;
    for (let failing = 1; isReached; failing += 1) {
      const disk = createSimulatedDisk();
      const known: Acknowledged = { events: [], archived: new Set(), carried: 0 };
      await live(disk, 1, known);
      const before = disk.calls();
      disk.beforeCall = ({ number }) => (number === before + failing ? fault : null);
      await live(disk, 2, known).catch(() => undefined);
      isReached = disk.calls() >= before + failing;
      disk.beforeCall = () => null;

      await expectKept(disk, known, `call ${failing}`);
      await live(disk, 3, known);
      await expectKept(disk, known, `call ${failing}, and a life later`);
    }
  });
});

describe('a loss of power', () => {
  it('at any moment, again and again, loses nothing that was acknowledged', async () => {
    let acknowledged = 0;
    let carried = 0;
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = seededRandom(seed);
      const disk = createSimulatedDisk();
      const known: Acknowledged = { events: [], archived: new Set(), carried: 0 };
      for (let life = 1; life <= 4; life += 1) {
        const last = disk.calls() + Math.floor(random() * 160);
        // From some call on the power is gone: nothing answers any more.
        disk.beforeCall = ({ number }) => (number > last ? { code: 'EIO', isPartial: random() < 0.5 } : null);
        await live(disk, life, known).catch(() => undefined);
        disk.beforeCall = () => null;
        disk.losePower(random);
        await expectKept(disk, known, `seed ${seed}, life ${life}`);
      }
      acknowledged += known.events.length + known.archived.size;
      carried += known.carried;
    }
    expect(acknowledged).toBeGreaterThan(5000);
    expect(carried).toBeGreaterThan(1000);
  });
});
