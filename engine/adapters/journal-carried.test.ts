import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../run/event.ts';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { event, readAll } from './journal.contract.ts';
import type { Journal } from './journal.ts';
import { openFileJournal } from './journal-file.ts';

const segmentBytes = 4000;

async function segments(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
}

/** Runs that come and go beside what waits. */
async function pass(journal: Journal, count: number, eventsOf: (run: string) => readonly RunEvent[] | null): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const run = `passing-${index}`;
    await journal.append(Array.from({ length: 5 }, (_, seq) => event(run, seq + 1)));
    await journal.release([run]);
    await journal.carryForward(eventsOf);
  }
}

describe('runs that wait for long', () => {
  it('keep no old segments, are all there after a restart, and go on there', async () => {
    const folder = createTemporaryFolder();
    const journal = await openFileJournal({ folder, segmentBytes });
    const waiting = new Map<string, RunEvent[]>();
    const record = async (each: RunEvent) => {
      await journal.append([each]);
      waiting.set(each.run, [...(waiting.get(each.run) ?? []), each]);
    };
    for (const run of ['a', 'b', 'c']) await record(event(run, 1));
    await pass(journal, 20, (run) => waiting.get(run) ?? null);
    await record(event('b', 2));
    await pass(journal, 40, (run) => waiting.get(run) ?? null);
    await record(event('b', 3));

    const left = await segments(folder);
    expect(left.length).toBeLessThanOrEqual(4);
    expect(left[0]).not.toBe('000001.jsonl');
    await journal.close();
    const again = await openFileJournal({ folder, segmentBytes });
    const found = await readAll(again);
    expect(again.damage()).toEqual([]);
    for (const [run, events] of waiting) {
      const ofRun = found.filter((each) => each.run === run);
      expect(ofRun.slice(0, events.length)).toEqual(events);
      expect(ofRun.every((each) => events.some(({ seq }) => seq === each.seq))).toBe(true);
    }
    await again.close();
  });

  it('do not come back once they have ended, though a segment still has an older copy of them', async () => {
    const folder = createTemporaryFolder();
    const journal = await openFileJournal({ folder, segmentBytes });
    const large: RunEvent = { ...event('large', 1), path: 'x'.repeat(2000) } as RunEvent;
    await journal.append([event('a', 1), large]);
    // `large` is too much to be carried, so its segment stays; `a` is asked for alone in the second.
    await pass(journal, 20, (run) => (run === 'large' ? [large] : null));
    expect((await segments(folder))[0]).toBe('000001.jsonl');
    await journal.append([event('b', 1)]);
    await pass(journal, 40, (run) => (run === 'b' ? [event('b', 1)] : null));
    await journal.release(['b', 'a']);
    await journal.close();

    const again = await openFileJournal({ folder, segmentBytes });
    expect((await readAll(again)).map((each) => each.run)).toEqual(['large']);
    await again.close();
  });

  it('are carried in bounds: what was copied is a small part of what was written', async () => {
    const folder = createTemporaryFolder();
    const journal = await openFileJournal({ folder, segmentBytes });
    const runs = Array.from({ length: 30 }, (_, index) => event(`waiting-${index}`, 1));
    await journal.append(runs);
    let copied = 0;
    await pass(journal, 60, (run) => {
      const found = runs.filter((each) => each.run === run);
      copied += found.length;
      return found.length > 0 ? found : null;
    });

    // Thirty events take more than a quarter of a segment.
    expect((await segments(folder))[0]).toBe('000001.jsonl');
    expect(copied).toBeLessThan(600);
    const sizes = await Promise.all((await segments(folder)).map(async (name) => (await stat(join(folder, name))).size));
    expect(Math.max(...sizes)).toBeLessThan(segmentBytes * 1.5);
    await journal.close();
  });
});
