import { describe, expect, it } from 'vitest';
import type { RunMessage } from '../../host/engine.ts';
import { fail, runScripted, succeed } from '../../run/testing/world.ts';
import { testCatalog } from '../../workflow/testing/catalog.ts';
import { graph, tasksOf } from '../../workflow/testing/graph-builder.ts';
import { type FollowedRun, followEvents, takeMessage } from './followed-run.ts';
import { createPlainView } from './plain-view.ts';
import { type Row, runTree } from './rows.ts';

const workflow = graph('a -> each_one -> after', {
  tasks: {
    a: { retry: { attempts: 3, delay: '1s', jitter: 'none' } },
    each_one: { type: 'group', each: { in: ['x', 'y', 'z'], onItemFailure: 'continue', concurrency: 3 }, tasks: tasksOf('one -> two') },
  },
});
const { events } = runScripted(workflow, {
  outcomes: { a: [fail, succeed], 'each_one[1].one': fail },
  durations: { 'each_one.one': 5000 },
});

function followed(count: number): FollowedRun {
  const run = followEvents(workflow, testCatalog, events.slice(0, count));
  if (!run) throw new Error('there are no events');
  return run;
}

const brief = ({ depth, name, status, remark }: Row) => `${'  '.repeat(depth)}${name} ${status}${remark ? `: ${remark}` : ''}`;
const rowsAfter = (type: string) => runTree(followed(events.findIndex((event) => event.type === type) + 1)).rows.map(brief);

describe('runTree', () => {
  it('shows why a failed attempt waits', () => {
    expect(rowsAfter('task.failed')[0]).toMatch(/^a waiting: tries again at .*: It broke$/);
  });

  it('shows items that run or failed, with their members, and counts the rest', () => {
    const atEnd = runTree(followed(events.length));

    expect(atEnd.rows.map(brief)).toEqual([
      'a succeeded',
      'each_one succeeded',
      '  [1] failed: Task `each_one[1].one` failed: It broke',
      '    one failed: It broke',
      '    two skipped: upstream failed',
      'after succeeded',
    ]);
    expect(atEnd.rows[1]?.progress).toEqual({ succeeded: 2, failed: 1, total: 3 });
    expect(atEnd).toMatchObject({ status: 'succeeded', counts: { succeeded: 3 } });
  });

  it('says the last log line of what runs', () => {
    const run = followed(events.findIndex((event) => event.type === 'task.started') + 1);
    const line = { at: 0, level: 'info', task: 'a', attempt: 1, text: 'half way' } as const;

    takeMessage(run, { type: 'log', run: run.run.id, line });

    expect(runTree(run).rows[0]).toMatchObject({ name: 'a', status: 'running', remark: 'half way' });
  });
});

describe('takeMessage', () => {
  it('takes every event once, though the journal and the stream both bring it', () => {
    const run = followed(1);
    const message = (index: number): RunMessage => ({ type: 'event', event: events[index] as (typeof events)[number] });

    expect([takeMessage(run, message(0)), takeMessage(run, message(1)), takeMessage(run, message(1))]).toEqual([false, true, false]);
  });
});

describe('the plain view', () => {
  it('writes a line per event that matters', () => {
    const lines: string[] = [];
    const view = createPlainView((line) => lines.push(line.replace(/^[\d: -]+/, '')));
    const run = followed(1);

    view.begin(run, 0);
    for (const event of events.slice(1)) {
      takeMessage(run, { type: 'event', event });
      view.take(run, { type: 'event', event });
    }

    expect(lines).toContain('a failed: It broke (broken); tries again in 1s');
    expect(lines).toContain('a started (attempt 2)');
    expect(lines).toContain('each_one: 3 items');
    expect(lines).toContain('each_one[0].one succeeded (5s)');
    expect(lines.at(-1)).toBe('run succeeded');
  });
});
