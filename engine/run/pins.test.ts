import { describe, expect, it } from 'vitest';
import { graph, tasksOf } from '../workflow/testing/graph-builder.ts';
import type { PinnedResult } from './event.ts';
import { storedValue } from './stored-value.ts';
import { fail, reach, runScripted, statuses } from './testing/world.ts';
import { runRecord } from './view.ts';

function pin(value: number, port?: string): PinnedResult {
  return { output: storedValue(value), ...(port === undefined ? {} : { port }), run: 'r0', path: 'a' };
}

describe('a pinned task', () => {
  it('does not run: it gives the pinned output and port', () => {
    const workflow = graph('check:true -> b', 'check:false -> c');
    const virtual = runScripted(workflow, { outcomes: { check: fail }, choices: { pinned: { check: pin(7, 'false') } } });

    expect(statuses(virtual)).toEqual({ check: 'succeeded', b: 'skipped', c: 'succeeded' });
    expect(runRecord(virtual.run, () => null).tasks.check).toMatchObject({ from: 'pin', output: 7, port: 'false', attempts: 0 });
  });

  it('is taken over without its condition and its items being looked at', () => {
    const workflow = graph('a', { tasks: { a: { when: 'inputs.nothing.here', each: { in: '{{ inputs.nothing }}' } } } });
    const { run } = runScripted(workflow, { choices: { pinned: { a: pin(1) } } });
    expect(runRecord(run, () => null).tasks).toMatchObject({ a: { status: 'succeeded', output: 1, from: 'pin' } });
  });

  it('gives its result for every item and every attempt of the group around it', () => {
    const workflow = graph('g', {
      tasks: { g: { type: 'group', tasks: tasksOf('x -> y'), each: { in: [1, 2] }, retry: { attempts: 2, delay: '1s' } } },
    });
    const { run, events } = runScripted(workflow, {
      outcomes: { 'g[0].y': [fail, reach('')] },
      choices: { pinned: { 'g.x': pin(5) } },
    });
    const pinned = events.flatMap((event) => (event.type === 'task.succeeded' && event.from === 'pin' ? [event.path] : []));
    expect(run.ending?.status).toBe('succeeded');
    expect(pinned.sort()).toEqual(['g[0].x', 'g[0].x', 'g[1].x']);
    expect(events.some((event) => event.type === 'task.started' && event.path.endsWith('.x'))).toBe(false);
  });

  it('takes care of a failure like one that ran', () => {
    const { run } = runScripted(graph('a:failed -> b'), { outcomes: { a: fail }, choices: { pinned: { b: pin(1) } } });
    expect(run.ending?.status).toBe('succeeded');
  });

  it('stays skipped when it is disabled or left out', () => {
    const workflow = graph('a -> b', { tasks: { a: { disabled: true } } });
    const { run } = runScripted(workflow, { choices: { upTo: 'a', pinned: { a: pin(1), b: pin(2) } } });
    expect(run.root.nodes.map(({ unit }) => unit.skip?.reason)).toEqual(['disabled', 'not_selected']);
  });
});
