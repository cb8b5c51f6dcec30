import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DurationSketch } from './duration-sketch.ts';
import { StatisticsCounter } from './statistics.ts';
import type { RunStatus, RunSummary } from './view.ts';

function summary(status: RunStatus, durationMs: number | null, workflow = 'w'): RunSummary {
  const times = { createdAt: 5, startedAt: 10, finishedAt: durationMs === null ? null : 10 + durationMs };
  return { id: 'r', workflow, status, ...times, trigger: { kind: 'manual' }, environment: null };
}

describe('statistics', () => {
  it('take rates and durations from what succeeded or failed alone', () => {
    const counter = new StatisticsCounter({ hasTasks: true });
    const tasks = () => [{ path: 'a', status: 'succeeded', durationMs: 3 } as const];
    counter.add(summary('succeeded', 20), tasks);
    counter.add(summary('succeeded', 40), tasks);
    counter.add(summary('failed', 60), () => [{ path: 'a', status: 'skipped', durationMs: null }]);
    counter.add(summary('canceled', 9000), () => []);
    counter.add(summary('running', null), () => []);

    expect(counter.result()).toMatchObject({
      runs: 5,
      counts: { canceled: 1, failed: 1, running: 1, succeeded: 2 },
      successRate: 2 / 3,
      duration: { count: 3, p50: 40, p90: 60, p99: 60, max: 60 },
      workflows: [
        {
          workflow: 'w',
          runs: 5,
          tasks: [{ path: 'a', counts: { skipped: 1, succeeded: 2 }, successRate: 1, duration: { count: 2, p50: 3, max: 3 } }],
        },
      ],
    });
  });

  it('say that nothing is known where nothing has ended', () => {
    const counter = new StatisticsCounter({ hasTasks: false });
    counter.add(summary('waiting', null), () => []);
    expect(counter.result()).toEqual({
      runs: 1,
      counts: { waiting: 1 },
      successRate: null,
      duration: null,
      workflows: [{ workflow: 'w', runs: 1, counts: { waiting: 1 }, successRate: null, duration: null }],
    });
  });
});

describe('a sketch of durations', () => {
  it('gives percentiles to within half a percent of the sorted list, exactly below 100 ms', () => {
    const durations = fc.array(fc.oneof(fc.nat(99), fc.nat(100_000_000)), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(durations, fc.constantFrom(0.5, 0.9, 0.99, 1), (values, share) => {
        const sketch = new DurationSketch();
        for (const value of values) sketch.add(value);
        const exact = [...values].sort((a, b) => a - b)[Math.max(1, Math.ceil(share * values.length)) - 1] ?? 0;
        const found = sketch.percentile(share);
        if (exact < 100) expect(found).toBe(exact);
        else expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * 0.005 + 0.5);
      }),
    );
  });
});
