import { describe, expect, it } from 'vitest';
import { testCatalog } from '../workflow/testing/catalog.ts';
import { graph } from '../workflow/testing/graph-builder.ts';
import { compileProgram } from './program.ts';
import { openRun } from './testing/open-run.ts';
import { scriptedWorld, succeed } from './testing/world.ts';
import { runStatus } from './view.ts';
import { beginVirtualRun } from './virtual-run.ts';

describe('a run that is resumed', () => {
  it('asks for no second slot where the first request still stands', () => {
    const { tell } = openRun(graph('a, b'));
    tell({ type: 'pause' });
    expect(tell({ type: 'resume' }).effects).toEqual([]);
    expect(tell({ type: 'started', path: 'a', attempt: 1 }).refused).toBe(undefined);
  });

  it('asks again, once, for what was turned down, however often it was paused', () => {
    const { tell } = openRun(graph('a'));
    const ready = { type: 'ready', path: 'a', attempt: 1, pool: null, priority: 0 };
    for (const _ of [1, 2]) {
      tell({ type: 'pause' });
      expect(tell({ type: 'started', path: 'a', attempt: 1 }).refused).toBe('Task a is queued, and run r1 is paused');
      expect(tell({ type: 'resume' }).effects).toEqual([ready]);
    }
  });

  it('does not evaluate twice what was being evaluated during the pause', () => {
    const { tell } = openRun(graph('a', { tasks: { a: { when: 'true' } } }));
    tell({ type: 'pause' });
    expect(tell({ type: 'prepared', path: 'a', result: { type: 'run' } }).effects).toEqual([]);
    expect(tell({ type: 'resume' }).effects).toEqual([{ type: 'ready', path: 'a', attempt: 1, pool: null, priority: 0 }]);
  });

  it('gives every slot back', () => {
    const driver = beginVirtualRun({
      program: compileProgram(graph('a, b, c, d'), testCatalog),
      world: scriptedWorld({}, { a: 10, b: 20, c: 30, d: 40 }),
      limits: { slots: 2, pools: {}, defaultPoolSlots: 2 },
    });
    driver.report({ type: 'start' });
    do {
      for (let request = driver.next(); request; request = driver.next()) {
        const performance = driver.attempt(request);
        if (!(performance instanceof Promise)) driver.schedule(request, performance);
      }
      driver.report({ type: 'pause' });
      driver.report({ type: 'resume' });
    } while (driver.moveOn());
    expect(runStatus(driver.run)).toBe('succeeded');
    expect(driver.load).toEqual({ running: 0, queued: 0 });
  });
});

it('a paused run that ends runs its hooks, also one that was turned down during the pause', () => {
  const { run, tell } = openRun({ ...graph('a'), hooks: { started: { type: 'log.write', with: { message: 'x' } } } });
  tell({ type: 'started', path: 'a', attempt: 1 });
  tell({ type: 'pause' });
  tell({ type: 'started', path: '@started', attempt: 1 });
  const { effects } = tell({ type: 'outcome', path: 'a', attempt: 1, outcome: succeed });
  expect(effects).toEqual([{ type: 'ready', path: '@started', attempt: 1, pool: null, priority: 0 }]);
  expect(run.phase).toBe('ending');
});
