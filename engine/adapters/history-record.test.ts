import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FinishedRun } from './history.ts';
import { recordOf } from './history-record.ts';
import { event } from './journal.contract.ts';
import { frameOf } from './journal-frame.ts';

it('a run written in pieces is the same line as one written at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 1000 }), fc.string(), async (count, workflow) => {
      const events = Array.from({ length: count }, (_, index) => event('ünïcödé', index));
      const run = { summary: { id: 'ünïcödé', workflow }, events } as unknown as FinishedRun;

      const { pieces } = await recordOf(run);

      expect(Buffer.concat(pieces).equals(frameOf(run))).toBe(true);
    }),
    { numRuns: 30 },
  );
});
