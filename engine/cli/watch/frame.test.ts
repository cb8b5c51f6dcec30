import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taskStatuses } from '../../workflow/schema.ts';
import { colorStyle, plainStyle } from '../terminal/style.ts';
import { displayWidth } from '../terminal/text.ts';
import { fitRows, renderFrame } from './frame.ts';
import type { Row, RunTree } from './rows.ts';

const moment = { now: 100_000, tick: 0, style: plainStyle };
const row = (name: string, status: Row['status'], more: Partial<Row> = {}): Row => ({
  depth: 0,
  name,
  status,
  attempt: 1,
  attempts: 1,
  startedAt: status === 'pending' ? null : 90_000,
  finishedAt: null,
  progress: null,
  remark: '',
  ...more,
});
const tree = (rows: readonly Row[], more: Partial<RunTree> = {}): RunTree => ({
  id: 'r1',
  workflow: 'Orders',
  status: 'running',
  startedAt: 88_000,
  finishedAt: null,
  counts: { succeeded: 1, running: 1, pending: 1 },
  rows,
  ...more,
});

describe('renderFrame', () => {
  it('shows states, durations, attempts, progress and the last log line, groups nested', () => {
    const rows = [
      row('fetch', 'succeeded', { finishedAt: 91_500 }),
      row('store', 'running', { progress: { succeeded: 5, failed: 1, total: 12 } }),
      row('[7]', 'running', { depth: 1, attempt: 2, attempts: 4, remark: 'row 7 of 12\nsent' }),
      row('check', 'failed', { finishedAt: 90_002, remark: 'No such host' }),
      row('report', 'pending'),
    ];

    expect(renderFrame(tree(rows), { columns: 80, lines: 20 }, moment)).toEqual([
      '⠋ Orders  running · 12s · 1 of 3 tasks · r1',
      '✔ fetch      1.5s',
      '⠋ store       10s  ━━━━━━╌╌╌╌╌╌ 6/12 (1 failed)',
      '⠋   [7]       10s  attempt 2 of 4  row 7 of 12 sent',
      '✖ check       2ms  No such host',
      '· report',
    ]);
  });

  it('says what it left out when the screen is too low', () => {
    const rows = [
      ...Array.from({ length: 50 }, (_, index) => row(`done_${index}`, 'succeeded', { finishedAt: 91_000 + index })),
      row('now', 'running'),
      row('bad', 'failed', { finishedAt: 92_000 }),
      ...Array.from({ length: 50 }, (_, index) => row(`later_${index}`, 'pending')),
    ];

    const lines = renderFrame(tree(rows), { columns: 60, lines: 6 }, moment);

    expect(lines.slice(1).map((line) => line.trimEnd())).toEqual([
      '⠋ now          10s',
      '✖ bad           2s',
      '· later_0',
      '· later_1',
      '  … 98 more: 50 succeeded, 48 pending',
    ]);
  });

  it('never gives more lines or columns than there are, whatever the run', () => {
    const anyRow = fc.record({
      depth: fc.nat(15),
      name: fc.string({ unit: 'grapheme', maxLength: 90 }),
      status: fc.constantFrom(...taskStatuses),
      attempt: fc.nat(9),
      attempts: fc.nat(9),
      startedAt: fc.option(fc.nat(100_000)),
      finishedAt: fc.option(fc.nat(200_000)),
      progress: fc.option(fc.record({ succeeded: fc.nat(5), failed: fc.nat(5), total: fc.constant(10) })),
      remark: fc.string({ unit: 'binary', maxLength: 200 }),
    });
    const size = fc.record({ columns: fc.integer({ min: 1, max: 120 }), lines: fc.integer({ min: 1, max: 30 }) });

    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 60 }), fc.string(), size, (rows, workflow, { columns, lines }) => {
        const frame = renderFrame(tree(rows, { workflow }), { columns, lines }, { ...moment, style: colorStyle });

        expect(frame.length).toBeLessThanOrEqual(lines);
        for (const line of frame) expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(2, columns));
        expect(frame.join('')).not.toContain('\n');
      }),
      { numRuns: 300 },
    );
  });
});

describe('fitRows', () => {
  it('shows everything when there is room', () => {
    const rows = [row('a', 'succeeded'), row('b', 'pending')];

    expect(fitRows(rows, 2)).toEqual({ shown: rows, hidden: [] });
  });

  it('keeps the tree in order and loses no row', () => {
    const anyRows = fc
      .array(fc.constantFrom(...taskStatuses), { maxLength: 40 })
      .map((all) => all.map((status, index) => row(`t${index}`, status)));

    fc.assert(
      fc.property(anyRows, fc.nat(40), (rows, room) => {
        const { shown, hidden } = fitRows(rows, room);

        expect(rows.filter((each) => shown.includes(each))).toEqual(shown);
        expect(shown.length + hidden.length).toBe(rows.length);
        expect(shown.length + (hidden.length > 0 ? 1 : 0)).toBeLessThanOrEqual(Math.max(1, room));
      }),
    );
  });
});
