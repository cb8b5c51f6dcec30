import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../engine/run/event.ts';
import { compileProgram } from '../../engine/run/program.ts';
import { fractionOf } from '../../engine/run/retry.ts';
import { storedValue } from '../../engine/run/stored-value.ts';
import { DisorderlyHost } from '../../engine/run/testing/disorderly-host.ts';
import { openRun } from '../../engine/run/testing/open-run.ts';
import { runRecord } from '../../engine/run/view.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { arbitraryWorkflow } from '../../engine/workflow/testing/arbitraries.ts';
import { testCatalog } from '../../engine/workflow/testing/catalog.ts';
import { graph, tasksOf } from '../../engine/workflow/testing/graph-builder.ts';
import { isPinnable, pinFrom } from './pin-from.ts';
import { RunProjection } from './projection.ts';
import { isAtBreakpoint } from './run-state.ts';

const created: RunEvent = {
  ...{ type: 'run.created', run: 'r1', seq: 1, at: 1_000_000, workflow: 'generated', definition: '' },
  ...{ inputs: {}, vars: {}, environment: null, trigger: { kind: 'manual' } },
};

function project(workflow: Workflow, events: readonly RunEvent[]): RunProjection {
  const projection = new RunProjection('r1', workflow.id, workflow);
  for (const event of events) projection.take(event);
  return projection;
}

function disorderly(workflow: Workflow, seed: number): readonly RunEvent[] {
  let count = 0;
  const random = () => fractionOf(`${seed} ${count++}`);
  const host = new DisorderlyHost(compileProgram(workflow, testCatalog), created, random);
  while (host.run.phase !== 'finished' && host.step());
  return host.events;
}

const succeeded = { type: 'succeeded', output: storedValue(1) } as const;
const failed = { type: 'failed', failure: { kind: 'user', code: 'no', message: 'No' } } as const;

/** The next event of a run, in which a task stops at a breakpoint. */
function stopAt(events: readonly RunEvent[], path: string): RunEvent {
  return { type: 'task.waiting', path, attempt: 0, cause: { kind: 'breakpoint' }, run: 'r1', seq: events.length + 1, at: 1_000_000 };
}

describe('what a window shows of a run', () => {
  it('begins with every task pending, members of groups included, and no hook that did not run', () => {
    const workflow: Workflow = {
      ...graph('a -> g', { tasks: { g: { type: 'group', tasks: tasksOf('x -> y') } } }),
      hooks: { failed: { type: 'log.write' } },
    };
    const { tasks, status, isLive } = project(workflow, [created]).snapshot(true);
    expect([...tasks].map(([path, state]) => `${path} ${state.status}`)).toEqual(['a pending', 'g pending', 'g.x pending', 'g.y pending']);
    expect({ status, isLive }).toEqual({ status: 'queued', isLive: true });
  });

  it('is, for any run, what all its events at once would show; what did not change is the same object', () => {
    fc.assert(
      fc.property(arbitraryWorkflow({ maxTasks: 5 }), fc.nat(), fc.integer({ min: 1, max: 9 }), (workflow, seed, stride) => {
        const events = disorderly(workflow, seed);
        const projection = project(workflow, []);
        let before = projection.snapshot(true);
        for (const [index, event] of events.entries()) {
          projection.take(event);
          if (index % stride > 0) continue;
          const now = projection.snapshot(true);
          expect(now.tasks).toEqual(project(workflow, events.slice(0, index + 1)).snapshot(true).tasks);
          for (const [path, state] of now.tasks) {
            const old = before.tasks.get(path);
            if (old && JSON.stringify(old) === JSON.stringify(state)) expect(state).toBe(old);
          }
          before = now;
        }
      }),
      { numRuns: 60 },
    );
  });

  it('says of every task that runs once what the engine records of it', () => {
    fc.assert(
      fc.property(arbitraryWorkflow({ maxTasks: 6 }), fc.nat(), (workflow, seed) => {
        const projection = project(workflow, disorderly(workflow, seed));
        const { tasks, status } = projection.snapshot(true);
        if (!projection.run) throw new Error('no run');
        const record = runRecord(projection.run, () => null);
        expect(status).toBe(record.status);
        for (const [path, { status: recorded, attempts, error, port, items }] of Object.entries(record.tasks)) {
          // Hooks that did not begin are not shown.
          if (path.includes('[') || (path.startsWith('@') && attempts === 0)) continue;
          const shown = tasks.get(path);
          expect(shown).toMatchObject({ status: recorded, attempts, failure: error ?? null, port: port ?? null, items: items ?? null });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('takes an event that comes twice once', () => {
    const events = disorderly(graph('a -> b'), 3);
    const projection = project(graph('a -> b'), events.slice(0, 4));
    for (const event of events) projection.take(event);
    expect(projection.snapshot(true).events).toEqual(events);
  });
});

describe('a task in a group that runs per item', () => {
  const workflow = graph({
    tasks: { g: { type: 'group', each: { in: [1, 2, 3], concurrency: 3, onItemFailure: 'continue' }, tasks: tasksOf('x -> y') } },
  });
  const opened = () => {
    const run = openRun(workflow);
    run.tell({ type: 'prepared', path: 'g', result: { type: 'items', count: 3, items: storedValue([1, 2, 3]) } });
    return run;
  };
  const shown = (events: readonly RunEvent[], path: string) => project(workflow, events).snapshot(true).tasks.get(path);

  it('is running while any of them runs, and counts what has ended', () => {
    const run = opened();
    for (const index of [0, 1]) run.tell({ type: 'started', path: `g[${index}].x`, attempt: 1 });
    run.tell({ type: 'outcome', path: 'g[0].x', attempt: 1, outcome: succeeded }, 1_000_500);
    expect(shown(run.events, 'g.x')).toMatchObject({
      status: 'running',
      attempts: 1,
      finishedAt: null,
      items: { count: 3, succeeded: 1, failed: 0 },
    });
    expect(shown(run.events, 'g.y')).toMatchObject({ status: 'queued', items: { count: 3, succeeded: 0 } });
    expect(shown(run.events, 'g')).toMatchObject({ status: 'running', items: { count: 3, succeeded: 0, failed: 0 } });
  });

  it('waits at a breakpoint while one of its units does', () => {
    const run = opened();
    const stopped = [...run.events, stopAt(run.events, 'g[1].x')];
    const { tasks } = project(workflow, stopped).snapshot(true);
    expect(tasks.get('g.x')).toMatchObject({ status: 'waiting', waiting: 'breakpoint' });
    expect(isAtBreakpoint({ tasks })).toBe(true);
    const gone = [...stopped, { ...stopAt(stopped, 'g[1].x'), type: 'task.resumed' } as RunEvent];
    expect(isAtBreakpoint(project(workflow, gone).snapshot(true))).toBe(false);
  });

  it('gives a pin the output of its first unit to have one', () => {
    const run = opened();
    run.tell({ type: 'started', path: 'g[1].x', attempt: 1 });
    expect(pinFrom(project(workflow, run.events).snapshot(true), 'g.x')).toBeNull();
    run.tell({ type: 'outcome', path: 'g[1].x', attempt: 1, outcome: succeeded });
    expect(pinFrom(project(workflow, run.events).snapshot(true), 'g.x')).toEqual({ run: 'r1', path: 'g[1].x' });
    expect(pinFrom(project(workflow, run.events).snapshot(true), 'g')).toBeNull();
  });

  it('is pinned to no unit that failed', () => {
    const run = opened();
    for (const index of [0, 1]) {
      run.tell({ type: 'started', path: `g[${index}].x`, attempt: 1 });
      run.tell({ type: 'outcome', path: `g[${index}].x`, attempt: 1, outcome: index === 0 ? failed : succeeded });
    }
    expect(['g[0].x', 'g[1].x', 'g[2].x'].map((path) => isPinnable(run, path))).toEqual([false, true, false]);
  });

  it('has failed when one of them has, with the failure of the first', () => {
    const run = opened();
    for (const index of [0, 1, 2]) {
      run.tell({ type: 'started', path: `g[${index}].x`, attempt: 1 });
      run.tell({ type: 'outcome', path: `g[${index}].x`, attempt: 1, outcome: index === 1 ? failed : succeeded }, 1_000_000 + index);
    }
    expect(shown(run.events, 'g.x')).toMatchObject({
      status: 'failed',
      failure: failed.failure,
      finishedAt: 1_000_002,
      items: { count: 3, succeeded: 2, failed: 1 },
    });
  });
});

describe('a task with items of its own', () => {
  const workflow = graph({ tasks: { a: { each: { in: [1, 2], concurrency: 2 } } } });

  it('waits while one of them does and none runs', () => {
    const run = openRun(workflow);
    run.tell({ type: 'prepared', path: 'a', result: { type: 'items', count: 2, items: storedValue([1, 2]) } });
    const shown = (events: readonly RunEvent[]) => project(workflow, events).snapshot(true).tasks.get('a');
    expect(shown([...run.events, stopAt(run.events, 'a[1]')])).toMatchObject({ status: 'waiting', waiting: 'breakpoint' });
    run.tell({ type: 'started', path: 'a[0]', attempt: 1 });
    expect(shown([...run.events, stopAt(run.events, 'a[1]')])).toMatchObject({ status: 'running', waiting: 'breakpoint' });
  });

  it('is pinned as a whole', () => {
    const run = openRun(workflow);
    run.tell({ type: 'prepared', path: 'a', result: { type: 'items', count: 2, items: storedValue([1, 2]) } });
    const pin = () => pinFrom(project(workflow, run.events).snapshot(true), 'a');
    for (const path of ['a[0]', 'a[1]']) {
      expect(pin()).toBeNull();
      run.tell({ type: 'started', path, attempt: 1 });
      run.tell({ type: 'outcome', path, attempt: 1, outcome: succeeded });
    }
    expect(pin()).toEqual({ run: 'r1', path: 'a' });
  });
});

describe('a pin', () => {
  it('takes the decision of an approval', () => {
    const workflow = graph('a');
    const run = openRun(workflow);
    run.tell({ type: 'started', path: 'a', attempt: 1 });
    const cause = { kind: 'approval', title: '', message: '', form: {}, approvers: [], onTimeout: 'fail' } as const;
    run.tell({ type: 'outcome', path: 'a', attempt: 1, outcome: { type: 'waiting', cause } });
    run.tell({ type: 'decide', path: 'a', decision: 'approved', by: 'ann', comment: '', values: {} });
    expect(pinFrom(project(workflow, run.events).snapshot(true), 'a')).toEqual({ run: 'r1', path: 'a' });
  });

  it('takes nothing of a group of which only a part ran', () => {
    const workflow = graph({ tasks: { g: { type: 'group', tasks: tasksOf('x -> y') } } });
    const run = openRun(workflow, { upTo: 'g.x' });
    run.tell({ type: 'started', path: 'g.x', attempt: 1 });
    run.tell({ type: 'outcome', path: 'g.x', attempt: 1, outcome: succeeded });
    const shown = project(workflow, run.events).snapshot(true);
    expect(shown.tasks.get('g')?.status).toBe('succeeded');
    expect(['g', 'g.x'].map((path) => pinFrom(shown, path)?.path)).toEqual([undefined, 'g.x']);
    expect(isPinnable(shown, 'g')).toBe(false);
  });
});

describe('what is inside of a group that was not begun', () => {
  const members = { type: 'group', tasks: tasksOf('x') };

  it('is skipped when the group is pinned, or has no items', () => {
    const workflow = graph({ tasks: { g: members, none: { ...members, each: { in: [] } } } });
    const run = openRun(workflow, { pinned: { g: { output: storedValue(1), run: 'r0', path: 'g' } } });
    run.tell({ type: 'prepared', path: 'none', result: { type: 'items', count: 0, items: storedValue([]) } });
    const { tasks, status } = project(workflow, run.events).snapshot(true);
    expect(status).toBe('succeeded');
    expect([tasks.get('g.x')?.status, tasks.get('none.x')?.status]).toEqual(['skipped', 'skipped']);
  });
});

describe('items inside of items', () => {
  const inner = { each: { in: [1, 2], concurrency: 2 } };
  const workflow = graph({ tasks: { g: { type: 'group', each: { in: [1] }, tasks: { x: { type: 'data.set', ...inner } } } } });

  it('wait at a breakpoint as well', () => {
    const run = openRun(workflow, { breakpoints: ['g.x'] });
    run.tell({ type: 'prepared', path: 'g', result: { type: 'items', count: 1, items: storedValue([1]) } });
    run.tell({ type: 'prepared', path: 'g[0].x', result: { type: 'items', count: 2, items: storedValue([1, 2]) } });
    const { tasks, status } = project(workflow, run.events).snapshot(true);
    expect(status).toBe('waiting');
    expect(tasks.get('g.x')).toMatchObject({ status: 'waiting', waiting: 'breakpoint' });
    expect(isAtBreakpoint({ tasks })).toBe(true);
  });
});
