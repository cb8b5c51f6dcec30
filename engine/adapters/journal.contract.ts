// What every journal does. `open` gives the journal over the same storage again and again, as after a restart.
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../run/event.ts';
import type { Journal } from './journal.ts';

export type JournalUnderTest = { readonly open: () => Promise<Journal> };

export function event(run: string, seq: number): RunEvent {
  return { type: 'task.started', path: `t${seq} – ünïcödé`, attempt: 1, run, seq, at: 1_700_000_000_000 + seq };
}

export async function readAll(journal: Journal): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const found of journal.read()) events.push(found);
  return events;
}

export function describeJournal(name: string, create: () => JournalUnderTest): void {
  describe(name, () => {
    it('gives back what was appended, in order, after it was opened again', async () => {
      const { open } = create();
      const journal = await open();
      const events = Array.from({ length: 50 }, (_, index) => event(`run-${index % 3}`, index));
      await Promise.all([journal.append(events.slice(0, 20)), journal.append(events.slice(20, 21)), journal.append(events.slice(21))]);
      await journal.close();

      const again = await open();

      expect(await readAll(again)).toEqual(events);
      expect(again.damage()).toEqual([]);
      await again.close();
    });

    it('appends behind what was there', async () => {
      const { open } = create();
      for (let start = 1; start <= 3; start += 1) {
        const journal = await open();
        expect(await readAll(journal)).toHaveLength(start - 1);
        await journal.append([event('a', start)]);
        await journal.close();
      }

      const last = await open();

      expect((await readAll(last)).map((found) => found.seq)).toEqual([1, 2, 3]);
      await last.close();
    });

    it('never loses events of a run that was not released', async () => {
      const { open } = create();
      const journal = await open();
      await journal.append([event('kept', 1), event('gone', 1)]);
      await journal.release(['gone']);
      await journal.append([event('kept', 2)]);
      await journal.close();

      const again = await open();

      expect((await readAll(again)).filter((found) => found.run === 'kept')).toEqual([event('kept', 1), event('kept', 2)]);
      await again.close();
    });

    it('has nothing left when everything was released', async () => {
      const { open } = create();
      const journal = await open();
      await journal.append([event('a', 1), event('b', 1)]);
      await journal.release(['a']);
      await journal.release(['b']);
      await journal.close();

      const again = await open();

      expect(await readAll(again)).toEqual([]);
      await again.close();
    });
  });
}
