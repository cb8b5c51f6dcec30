import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDispatcher, type SlotRequest } from './dispatch.ts';

const request = (path: string, fields: Partial<SlotRequest> = {}): SlotRequest => ({
  run: 'r',
  path,
  attempt: 1,
  pool: null,
  priority: 0,
  ...fields,
});

describe('the dispatcher', () => {
  it('takes the higher priority first, then the older', () => {
    const dispatcher = createDispatcher({ slots: 9, pools: {}, defaultPoolSlots: 9 });
    for (const [path, priority] of [
      ['a', 0],
      ['b', 5],
      ['c', 0],
      ['d', 5],
      ['e', -1],
    ] as const)
      dispatcher.offer(request(path, { priority }));
    const order = Array.from({ length: 5 }, () => dispatcher.next()?.path);
    expect(order).toEqual(['b', 'd', 'a', 'c', 'e']);
    expect(dispatcher.next()).toBe(null);
  });

  it('passes over a full pool, and comes back to it', () => {
    const dispatcher = createDispatcher({ slots: 9, pools: { one: 1 }, defaultPoolSlots: 2 });
    const [first, second] = [request('a', { pool: 'one', priority: 9 }), request('b', { pool: 'one', priority: 9 })];
    for (const each of [first, second, request('c')]) dispatcher.offer(each);
    expect([dispatcher.next()?.path, dispatcher.next()?.path, dispatcher.next()]).toEqual(['a', 'c', null]);
    dispatcher.release(first);
    expect(dispatcher.next()?.path).toBe('b');
  });

  it('lets a waiting task keep the slot of its pool and none of the engine', () => {
    const dispatcher = createDispatcher({ slots: 1, pools: { one: 1 }, defaultPoolSlots: 1 });
    const [first, second] = [request('a', { pool: 'one' }), request('b', { pool: 'one' })];
    for (const each of [first, second, request('c')]) dispatcher.offer(each);
    dispatcher.next();
    dispatcher.wait(first);
    expect(dispatcher.next()?.path).toBe('c');
    expect(dispatcher.next()).toBe(null);
    dispatcher.release(first);
    dispatcher.release(request('c'));
    expect([dispatcher.next(), dispatcher.running]).toEqual([second, 1]);
  });

  it('never has more at once than its slots, and none idle while something waits', () => {
    const actions = fc.array(
      fc.record({ offer: fc.boolean(), pool: fc.constantFrom(null, 'one', 'two'), priority: fc.integer({ min: -2, max: 2 }) }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(actions, fc.integer({ min: 1, max: 5 }), (actions, slots) => {
        const limits: { [pool: string]: number } = { one: 1, two: 2 };
        const dispatcher = createDispatcher({ slots, pools: limits, defaultPoolSlots: 1 });
        const running: SlotRequest[] = [];
        const waiting: SlotRequest[] = [];
        const takenBy = (pool: string | null) => running.filter((each) => each.pool === pool).length;
        const fits = (each: SlotRequest) => each.pool === null || takenBy(each.pool) < (limits[each.pool] ?? 1);
        for (const [index, { offer, pool, priority }] of actions.entries()) {
          if (offer) {
            const each = request(`t${index}`, { pool, priority });
            waiting.push(each);
            dispatcher.offer(each);
          } else {
            const done = running.shift();
            if (done) dispatcher.release(done);
          }
          for (let next = dispatcher.next(); next; next = dispatcher.next()) {
            const best = waiting.filter(fits).reduce((a, b) => (b.priority > a.priority ? b : a));
            expect(next).toBe(best);
            waiting.splice(waiting.indexOf(next), 1);
            running.push(next);
          }
          expect(running.length).toBeLessThanOrEqual(slots);
          expect(running.length === slots || !waiting.some(fits)).toBe(true);
          expect({ running: dispatcher.running, queued: dispatcher.queued }).toEqual({ running: running.length, queued: waiting.length });
        }
      }),
      { numRuns: 1000 },
    );
  });
});
