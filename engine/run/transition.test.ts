import { describe, expect, it } from 'vitest';
import { testCatalog } from '../workflow/testing/catalog.ts';
import { graph } from '../workflow/testing/graph-builder.ts';
import type { RunEvent, RunEventBody } from './event.ts';
import { definitionPath, parseTaskPath } from './path.ts';
import { compileProgram } from './program.ts';
import { createRun, type Run } from './run.ts';
import { nullValue } from './stored-value.ts';
import { transition } from './transition.ts';
import { runRecord } from './view.ts';

const created: RunEvent = {
  type: 'run.created',
  run: 'r1',
  seq: 1,
  at: 0,
  workflow: 'test',
  definition: '',
  inputs: {},
  vars: {},
  environment: null,
  trigger: { kind: 'manual' },
};

function replay(...bodies: RunEventBody[]): Run {
  const run = createRun(compileProgram(graph('a -> b'), testCatalog), created);
  for (const [index, body] of bodies.entries()) transition(run, { ...body, run: 'r1', seq: index + 2, at: index } as RunEvent);
  return run;
}

const started: RunEventBody = { type: 'run.started' };

describe('an illegal move', () => {
  it.each([
    ['Illegal move: task.started for task b, which is pending', [started, { type: 'task.started', path: 'b', attempt: 1 }]],
    [
      'Illegal move: task.waiting for task a, which is queued',
      [started, { type: 'task.waiting', path: 'a', attempt: 1, cause: { kind: 'timer', until: 1 } }],
    ],
    [
      'Illegal move: task.succeeded for task c, which is not in this run',
      [started, { type: 'task.succeeded', path: 'c', attempt: 1, output: nullValue }],
    ],
    ['Illegal move: task.started for task a[0], which is not in this run', [started, { type: 'task.started', path: 'a[0]', attempt: 1 }]],
    ['Illegal move: run.started for run r1, which is running', [started, started]],
    ['Illegal move: run.ending for run r1, which is queued', [{ type: 'run.ending', status: 'succeeded', hooks: [] }]],
    ['Illegal move: run.created for run r1, which is queued', [created]],
  ] as [string, RunEventBody[]][])('is named: %s', (message, bodies) => {
    expect(() => replay(...bodies)).toThrow(message);
  });

  it('changes nothing', () => {
    const run = replay(started);
    const before = JSON.stringify(runRecord(run, () => null));
    expect(() => transition(run, { type: 'task.started', path: 'b', attempt: 1, run: 'r1', seq: 3, at: 9 })).toThrow();
    expect(JSON.stringify(runRecord(run, () => null))).toBe(before);
    expect(run.seq).toBe(2);
  });

  it('is an event of another run, or one out of order', () => {
    const run = replay();
    expect(() => transition(run, { type: 'run.started', run: 'r2', seq: 2, at: 0 })).toThrow('Broken invariant');
    expect(() => transition(run, { type: 'run.started', run: 'r1', seq: 3, at: 0 })).toThrow('Broken invariant');
  });
});

it('a run begins with its creation', () => {
  expect(() => createRun(compileProgram(graph('a'), testCatalog), { type: 'run.started', run: 'r1', seq: 1, at: 0 })).toThrow(
    'a run begins with run.created',
  );
});

describe('a task path', () => {
  it('names tasks, members, items and hooks', () => {
    expect(parseTaskPath('store[3].upsert')).toEqual([
      { id: 'store', item: 3 },
      { id: 'upsert', item: null },
    ]);
    expect(parseTaskPath('@failed')).toEqual([{ id: '@failed', item: null }]);
    for (const text of ['', 'A', 'a.', 'a[x]', 'a[-1]', '__proto__', 'a b']) expect(parseTaskPath(text)).toBe(null);
    expect(definitionPath('store[3].upsert[10]')).toBe('store.upsert');
  });
});
