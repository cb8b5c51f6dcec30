import { describe, expect, it } from 'vitest';
import type { RunEvent, RunEventBody } from './event.ts';
import { storedValue } from './stored-value.ts';
import { taskTimes } from './task-times.ts';

const output = storedValue(1);
const failure = { kind: 'user', code: 'no', message: 'no' } as const;

function events(...bodies: (readonly [at: number, body: RunEventBody])[]): RunEvent[] {
  return bodies.map(([at, body], index) => ({ ...body, run: 'r', seq: index + 1, at }));
}

describe('the times of tasks', () => {
  it('are of the attempt that ended each, and none of what did not run', () => {
    const found = taskTimes(
      events(
        [10, { type: 'task.started', path: 'a', attempt: 1 }],
        [15, { type: 'task.failed', path: 'a', attempt: 1, failure, retryAt: 20 }],
        [20, { type: 'task.started', path: 'a', attempt: 2 }],
        [27, { type: 'task.succeeded', path: 'a', attempt: 2, output }],
        [27, { type: 'task.skipped', path: 'b', reason: 'when' }],
        [27, { type: 'task.succeeded', path: 'c', attempt: 0, output, from: 'rerun' }],
        [28, { type: 'task.started', path: 'd', attempt: 1 }],
        [30, { type: 'task.failed', path: 'd', attempt: 1, failure }],
      ),
    );

    expect(found).toEqual([
      { path: 'a', status: 'succeeded', durationMs: 7 },
      { path: 'b', status: 'skipped', durationMs: null },
      { path: 'c', status: 'succeeded', durationMs: null },
      { path: 'd', status: 'failed', durationMs: 2 },
    ]);
  });

  it('count items with their task, and an approval from the moment it was asked for', () => {
    const found = taskTimes(
      events(
        [10, { type: 'task.expanded', path: 'each', count: 1, items: storedValue([1]) }],
        [11, { type: 'task.started', path: 'each[0]', attempt: 1 }],
        [13, { type: 'task.succeeded', path: 'each[0]', attempt: 1, output }],
        [14, { type: 'task.succeeded', path: 'each', attempt: 0, output: { kind: 'items' } }],
        [20, { type: 'task.started', path: 'ask', attempt: 1 }],
        [90, { type: 'approval.decided', path: 'ask', attempt: 1, decision: 'approved', by: 'me', comment: '', values: {} }],
      ),
    );

    expect(found).toEqual([
      { path: 'each', status: 'succeeded', durationMs: 4 },
      { path: 'ask', status: 'succeeded', durationMs: 70 },
    ]);
  });
});
