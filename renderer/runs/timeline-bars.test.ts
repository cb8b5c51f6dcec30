import { describe, expect, it } from 'vitest';
import type { FollowedRun, TaskState } from '../run-state/run-state.ts';
import { timelineBars } from './timeline-bars.ts';

const state = (part: Partial<TaskState>): TaskState => ({
  status: 'succeeded',
  attempts: 1,
  startedAt: null,
  finishedAt: null,
  failure: null,
  port: null,
  items: null,
  skipped: null,
  waiting: null,
  from: null,
  ...part,
});

describe('the timeline', () => {
  const workflow = {
    format: 1 as const,
    id: 'w',
    tasks: { a: { type: 'data.set', name: 'First' }, g: { type: 'group', tasks: { b: { type: 'data.set' } } } },
  };
  const run: FollowedRun = {
    id: 'r',
    workflow: 'w',
    status: 'running',
    startedAt: 1000,
    finishedAt: null,
    failure: null,
    tasks: new Map([
      ['a', state({ startedAt: 1000, finishedAt: 1250 })],
      ['g', state({ status: 'running', startedAt: 1500 })],
    ]),
    events: [],
    logs: [],
    isLive: true,
  };

  it('shows each task as its share of the time so far, members of groups below their group', () => {
    expect(timelineBars(workflow, run, 2000)).toMatchObject([
      { path: 'a', name: 'First', level: 0, start: 0, width: 0.25 },
      { path: 'g', name: 'g', level: 0, start: 0.5, width: 0.5 },
      { path: 'g.b', name: 'b', level: 1, start: null, state: null },
    ]);
  });

  it('ends with the run', () => {
    const [, group] = timelineBars(workflow, { ...run, finishedAt: 1600 }, 99_999);

    expect(group?.start).toBeCloseTo(500 / 600);
    expect(group?.width).toBeCloseTo(100 / 600);
  });
});
