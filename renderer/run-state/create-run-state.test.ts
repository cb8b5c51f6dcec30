import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../../engine/run/event.ts';
import { storedValue } from '../../engine/run/stored-value.ts';
import { openRun } from '../../engine/run/testing/open-run.ts';
import { graph } from '../../engine/workflow/testing/graph-builder.ts';
import type { Client } from '../api/client.ts';
import { createRunState } from './create-run-state.ts';
import type { RunState } from './run-state.ts';
import type { StreamPlace } from './stream-place.ts';
import { taskStatesOf } from './task-states-port.ts';
import { createMemoryRuns, type MemoryRuns } from './testing/memory-runs.ts';

const workflow = { ...graph('a -> b'), id: 'orders' };
let memory: MemoryRuns;
let state: RunState;
let frames: (() => void)[];
let hasPlace: boolean;
let isPlaceTaken: boolean;
let isHidden: boolean;
let tellSight: () => void;

const place: StreamPlace = {
  take: async () => {
    isPlaceTaken = hasPlace;
    return hasPlace;
  },
  leave: () => {
    isPlaceTaken = false;
  },
};

beforeEach(() => {
  vi.useFakeTimers();
  memory = createMemoryRuns();
  frames = [];
  hasPlace = true;
  isPlaceTaken = false;
  isHidden = false;
  const sight = {
    isHidden: () => isHidden,
    onChange: (tell: () => void) => {
      tellSight = tell;
    },
  };
  state = createRunState({ client: memory.client as Client, schedule: (task) => frames.push(task), sight, place });
});
afterEach(() => void vi.useRealTimers());

/** Lets everything under way happen, then draws the next frame. */
async function frame(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  for (const task of frames.splice(0)) task();
}

const shown = (id = 'orders') => state.store.getState().runs[id];
const statuses = () => Object.fromEntries([...(shown()?.tasks ?? [])].map(([path, { status }]) => [path, status]));

/** All events of a run of a, then b. */
function events(id: string): readonly RunEvent[] {
  const run = openRun(workflow);
  for (const path of ['a', 'b']) {
    run.tell({ type: 'started', path, attempt: 1 });
    run.tell({ type: 'outcome', path, attempt: 1, outcome: { type: 'succeeded', output: storedValue({ of: path }) } });
  }
  run.tell({ type: 'outputs', result: { type: 'done', outputs: storedValue(null) } });
  return run.events.map((event) => ({ ...event, run: id }));
}

describe('a run that is started', () => {
  it('is followed to its end, one picture per frame', async () => {
    const all = events('run-1');
    memory.add('run-1', workflow, all.slice(0, 1));
    expect(await state.start('orders', { inputs: { day: 'x' }, upTo: 'b', pins: { a: { run: 'run-0', path: 'a' } } })).toEqual({
      ok: true,
      value: 'run-1',
    });
    expect(memory.calls[0]).toBe('start orders {"day":"x"} {"upTo":"b","pins":{"a":{"run":"run-0","path":"a"}}}');
    await frame();
    expect(shown()).toMatchObject({ id: 'run-1', status: 'queued', isLive: true });

    let changes = 0;
    state.store.subscribe(() => {
      changes += 1;
    });
    const before = shown()?.tasks.get('b');
    memory.emit('run-1', ...all.slice(1, 4));
    await frame();
    expect(changes).toBe(1);
    expect(statuses()).toEqual({ a: 'succeeded', b: 'queued' });
    expect([before?.status, shown()?.events.length]).toEqual(['pending', 4]);

    memory.emit('run-1', ...all.slice(4));
    await frame();
    expect(shown()).toMatchObject({ status: 'succeeded', isLive: true });
    expect(statuses()).toEqual({ a: 'succeeded', b: 'succeeded' });
    expect(memory.streams()).toEqual([]);
    expect(isPlaceTaken).toBe(false);
  });

  it('and over at once needs no stream', async () => {
    memory.add('run-1', workflow, events('run-1'));
    await state.start('orders', { inputs: {} });
    await frame();
    expect(shown()).toMatchObject({ status: 'succeeded', isLive: true });
    expect(memory.calls.filter((call) => call.startsWith('listen'))).toEqual([]);
  });

  it('runs though it could not be seen at once, and is seen when that is possible again', async () => {
    expect(await state.start('orders', { inputs: {} })).toEqual({ ok: true, value: 'run-1' });
    expect(shown()).toBeUndefined();
    memory.add('run-1', workflow, events('run-1'));
    await frame(1_000);
    await frame();
    expect(shown()).toMatchObject({ id: 'run-1', status: 'succeeded' });
  });

  it('that the engine refuses says why', async () => {
    memory.isAway = true;
    expect(await state.start('orders', { inputs: {} })).toMatchObject({ ok: false, failure: { code: 'not_connected' } });
    expect(shown()).toBeUndefined();
  });
});

describe('a connection that is lost', () => {
  it('is opened again after the last message that came; meanwhile the run is not live', async () => {
    const all = events('run-1');
    memory.add('run-1', workflow, all.slice(0, 2));
    await state.follow('orders', 'run-1');
    await frame();
    memory.emit('run-1', ...all.slice(2, 3));
    await frame();
    memory.breakOff();
    memory.isAway = true;
    await frame();
    expect(shown()).toMatchObject({ isLive: false, events: { length: 3 } });
    await frame(3_000);
    expect(shown()?.isLive).toBe(false);

    memory.isAway = false;
    memory.emit('run-1', ...all.slice(3));
    memory.calls.length = 0;
    await frame(5_000);
    expect(shown()).toMatchObject({ status: 'succeeded', isLive: true });
    expect(shown()?.events).toEqual(all);
    expect(memory.calls).toEqual(['listen run-1 after 1']);
  });

  it('and came back too late reads what it missed, lines included', async () => {
    const all = events('run-1');
    memory.add('run-1', workflow, all.slice(0, 2));
    await state.follow('orders', 'run-1');
    await frame();
    memory.log('run-1', '1');
    memory.emit('run-1', ...all.slice(2, 3));
    await frame();
    memory.breakOff();
    memory.emit('run-1', ...all.slice(3, 4));
    for (const text of ['2', '3', '4']) memory.log('run-1', text);
    memory.forget();
    await frame(500);
    memory.log('run-1', '5');
    await frame();
    expect(shown()?.events).toEqual(all.slice(0, 4));
    expect(shown()?.logs.map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5']);
    expect(memory.calls.slice(-2)).toEqual(['listen run-1 after 2', 'read run-1 after 3']);
  });

  it('before anything came reads what it missed', async () => {
    const all = events('run-1');
    memory.add('run-1', workflow, all.slice(0, 2));
    await state.follow('orders', 'run-1');
    await frame();
    memory.breakOff();
    memory.emit('run-1', ...all.slice(2));
    await frame(500);
    expect(shown()).toMatchObject({ status: 'succeeded', isLive: true });
    expect(shown()?.events).toEqual(all);
  });

  it('is not given up for a run whose past cannot be read, and a run that is gone is', async () => {
    const all = events('run-1');
    memory.add('run-1', workflow, all.slice(0, 2));
    memory.isAway = true;
    expect(await state.follow('orders', 'run-1')).toMatchObject({ ok: false });
    memory.isAway = false;
    const following = state.follow('orders', 'run-1');
    await Promise.resolve();
    memory.isAway = true;
    await following;
    await frame(1_000);
    expect(shown()).toMatchObject({ isLive: false, events: [] });
    memory.isAway = false;
    await frame(5_000);
    expect(shown()).toMatchObject({ isLive: true, events: { length: 2 } });

    memory.remove('run-1');
    memory.breakOff();
    await frame(10_000);
    expect(shown()).toMatchObject({ isLive: false, events: { length: 2 } });
    expect(memory.streams()).toEqual([]);
  });
});

describe('a message that the stream does not bring', () => {
  it('is noticed by the next one, and read', async () => {
    const all = events('run-1');
    memory.add('run-1', workflow, all.slice(0, 2));
    await state.follow('orders', 'run-1');
    await frame();
    memory.swallow('run-1', all[2] as RunEvent);
    memory.emit('run-1', ...all.slice(3, 5));
    await frame();
    expect(shown()?.events).toEqual(all.slice(0, 5));
    memory.emit('run-1', ...all.slice(5));
    await frame();
    expect(shown()?.events).toEqual(all);
  });
});

describe('a window', () => {
  it('that cannot be seen lets go of its stream, and catches up when it is shown again', async () => {
    const all = events('run-1');
    memory.add('run-1', workflow, all.slice(0, 2));
    await state.follow('orders', 'run-1');
    await frame();
    memory.emit('run-1', ...all.slice(2, 3));
    await frame();
    isHidden = true;
    tellSight();
    await frame();
    expect(memory.streams()).toEqual([]);
    expect(isPlaceTaken).toBe(false);
    expect(shown()?.isLive).toBe(true);
    memory.emit('run-1', ...all.slice(3, 4));
    await frame(60_000);
    expect(shown()?.events).toHaveLength(3);

    isHidden = false;
    tellSight();
    await frame();
    expect(shown()?.events).toEqual(all.slice(0, 4));
    isHidden = true;
    tellSight();
    memory.emit('run-1', ...all.slice(4));
    memory.forget();
    isHidden = false;
    tellSight();
    await frame();
    expect(shown()).toMatchObject({ status: 'succeeded', isLive: true });
    expect(shown()?.events).toEqual(all);
    expect(memory.streams()).toEqual([]);
  });

  it('that is hidden when a run begins shows what there is, and the rest later', async () => {
    const all = events('run-1');
    isHidden = true;
    memory.add('run-1', workflow, all.slice(0, 2));
    await state.follow('orders', 'run-1');
    await frame();
    expect(shown()?.events).toHaveLength(2);
    expect(memory.streams()).toEqual([]);
    memory.emit('run-1', ...all.slice(2));
    isHidden = false;
    tellSight();
    await frame();
    expect(shown()?.events).toEqual(all);
  });

  it('that leaves streams to others looks now and then, until there is a place', async () => {
    const all = events('run-1');
    hasPlace = false;
    memory.add('run-1', workflow, all.slice(0, 2));
    await state.follow('orders', 'run-1');
    await frame();
    memory.emit('run-1', ...all.slice(2, 3));
    memory.log('run-1', '1');
    await frame(2_000);
    expect(shown()).toMatchObject({ isLive: true, events: { length: 3 }, logs: [{ text: '1' }] });
    expect(memory.streams()).toEqual([]);

    hasPlace = true;
    memory.emit('run-1', ...all.slice(3, 4));
    await frame(2_000);
    expect(memory.streams()).toEqual(['run-1']);
    memory.log('run-1', '2');
    memory.emit('run-1', ...all.slice(4));
    await frame();
    expect(shown()).toMatchObject({ status: 'succeeded', logs: [{ text: '1' }, { text: '2' }] });
    expect(shown()?.events).toEqual(all);
  });
});

describe('lines', () => {
  it('from before and from now on are shown once, in order', async () => {
    memory.add('run-1', workflow, events('run-1').slice(0, 3));
    for (const text of ['1', '2', '3']) memory.log('run-1', text);
    await state.follow('orders', 'run-1');
    await frame();
    memory.log('run-1', '4');
    await frame();
    expect(shown()?.logs.map(({ text }) => text)).toEqual(['1', '2', '3', '4']);
  });
});

describe('several runs', () => {
  it('are all live over one stream, which brings no others', async () => {
    const runs = ['run-1', 'run-2', 'run-3', 'run-4'];
    for (const run of runs) {
      memory.add(run, { ...workflow, id: run }, events(run).slice(0, 2));
      await state.follow(run, run);
      await frame();
    }
    const lengths = () => runs.map((run) => [shown(run)?.isLive, shown(run)?.events.length]);
    expect(memory.streams()).toEqual([runs.join()]);
    for (const run of runs) memory.emit(run, ...events(run).slice(2, 4));
    await frame();
    expect(lengths()).toEqual(runs.map(() => [true, 4]));

    memory.emit('run-2', ...events('run-2').slice(4));
    await frame();
    expect(shown('run-2')?.status).toBe('succeeded');
    // What has ended is no reason for another stream; what is left would go on.
    expect(memory.streams()).toEqual([runs.join()]);
    state.leave('run-3');
    await frame();
    expect(memory.streams()).toEqual(['run-1,run-4']);
    for (const run of ['run-1', 'run-4']) memory.emit(run, ...events(run).slice(4));
    await frame();
    expect(['run-1', 'run-4'].map((run) => shown(run)?.events)).toEqual([events('run-1'), events('run-4')]);
    expect(memory.streams()).toEqual([]);
  });

  it('that begin while others go on cost these neither an event nor a line', async () => {
    const all = events('run-1');
    memory.add('run-1', { ...workflow, id: 'one' }, all.slice(0, 2));
    await state.follow('one', 'run-1');
    await frame();
    memory.log('run-1', '1');
    await frame();
    for (const [index, run] of ['run-2', 'run-3', 'run-4'].entries()) {
      memory.add(run, { ...workflow, id: run }, events(run).slice(0, 2));
      const following = state.follow(run, run);
      memory.log('run-1', `${index + 2}`);
      memory.emit('run-1', ...all.slice(2 + index, 3 + index));
      await following;
      memory.log(run, 'own');
      memory.log('run-1', `${index + 2}`);
      await frame();
    }
    expect(shown('one')?.events).toEqual(all.slice(0, 5));
    expect(shown('one')?.logs.map(({ text }) => text)).toEqual(['1', '2', '2', '3', '3', '4', '4']);
    expect(['run-2', 'run-3', 'run-4'].map((run) => shown(run)?.logs.length)).toEqual([1, 1, 1]);
    expect(memory.calls.filter((call) => call.startsWith('read run-1'))).toHaveLength(2);
  });

  it('miss nothing of what happens while they are read', async () => {
    memory.add('run-1', { ...workflow, id: 'one' }, events('run-1').slice(0, 2));
    await state.follow('one', 'run-1');
    await frame();
    const all = events('run-2');
    memory.add('run-2', { ...workflow, id: 'two' }, all.slice(0, 2));
    const hold = () => {
      const held: { answer?: () => void } = {};
      memory.answering = new Promise((resolve) => {
        held.answer = resolve;
      });
      return () => held.answer?.();
    };
    // Before there is a stream that brings it, and before the place at which that one goes on.
    const first = hold();
    await state.follow('two', 'run-2');
    await frame();
    memory.emit('run-2', ...all.slice(2, 3));
    memory.emit('run-1', ...events('run-1').slice(2, 3));
    await frame();
    first();
    await frame();
    await frame();
    expect(memory.streams()).toEqual(['run-1,run-2']);
    expect(shown('two')?.events).toEqual(all.slice(0, 3));

    // Read, and brought by the stream.
    memory.breakOff();
    memory.forget();
    const second = hold();
    await frame(500);
    memory.emit('run-2', ...all.slice(3, 4));
    memory.log('run-2', '1');
    await frame();
    second();
    await frame();
    expect(shown('two')?.events).toEqual(all.slice(0, 4));
    expect(shown('two')?.logs.map(({ text }) => text)).toEqual(['1']);
  });

  it('of one workflow: the one that was asked for last is shown', async () => {
    for (const run of ['run-1', 'run-2']) memory.add(run, workflow, events(run));
    await Promise.all([state.follow('orders', 'run-1'), state.follow('orders', 'run-2')]);
    await frame();
    expect(shown()?.id).toBe('run-2');
    state.leave('orders');
    await frame();
    expect(shown()).toBeUndefined();
  });

  it('of one workflow: the newest is found when it is opened', async () => {
    expect(await state.showLatest('orders')).toEqual({ ok: true, value: null });
    for (const run of ['run-1', 'run-2']) memory.add(run, workflow, events(run));
    expect(await state.showLatest('orders')).toEqual({ ok: true, value: 'run-2' });
    await frame();
    expect(shown()).toMatchObject({ id: 'run-2', status: 'succeeded' });
    memory.add('run-3', workflow, events('run-3'));
    expect(await state.showLatest('orders')).toEqual({ ok: true, value: 'run-2' });
  });
});

describe('canceling', () => {
  it('asks the engine, and is no failure when the run has just ended', async () => {
    memory.add('run-1', workflow, events('run-1').slice(0, 3));
    memory.add('run-2', workflow, events('run-2'));
    expect(await state.cancel('run-1')).toEqual({ ok: true, value: null });
    expect(await state.cancel('run-2')).toEqual({ ok: true, value: null });
    expect(await state.cancel('absent')).toMatchObject({ ok: false, failure: { code: 'run_not_found' } });
  });
});

describe('a breakpoint', () => {
  it('that was left meanwhile is no failure', async () => {
    expect(await state.goOn('run-1', 'a')).toEqual({ ok: true, value: null });
    expect(memory.calls).toContain('continue run-1 a');
  });
});

describe('what a task gave', () => {
  it('is read from the run, large values from where they are kept', async () => {
    const all = events('run-1').map((event) =>
      event.type === 'task.succeeded' && event.path === 'b'
        ? { ...event, output: { kind: 'blob' as const, hash: 'h1', sizeBytes: 9, mediaType: 'application/json' } }
        : event,
    );
    memory.blobs.set('h1', '{"large":true}');
    memory.add('run-1', workflow, all);
    await state.follow('orders', 'run-1');
    await frame();
    expect(await state.output('run-1', 'a')).toEqual({ ok: true, value: { of: 'a' } });
    expect(await state.output('run-1', 'b')).toEqual({ ok: true, value: { large: true } });
    expect(await state.output('run-1', 'absent')).toEqual({ ok: true, value: undefined });
  });
});

describe('the canvas', () => {
  it('is told of the tasks that changed and of no others', async () => {
    const all = events('run-1');
    memory.add('run-1', workflow, all.slice(0, 2));
    const tasks = taskStatesOf(state, 'orders');
    const told: string[] = [];
    const stops = ['a', 'b'].map((path) => tasks.subscribe(path, () => told.push(path)));
    await state.follow('orders', 'run-1');
    await frame();
    told.length = 0;
    memory.emit('run-1', ...all.slice(2, 3));
    await frame();
    expect(told).toEqual(['a']);
    expect(tasks.get('a')?.status).toBe('running');
    for (const stop of stops) stop();
    memory.emit('run-1', ...all.slice(3));
    await frame();
    expect(told).toEqual(['a']);
  });
});
