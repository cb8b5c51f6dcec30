import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../workflow/json.ts';
import { createTestContext } from '../testing/context.ts';
import { failureOf, outputOf } from '../testing/run-task.ts';
import { dataTransform } from './execute.ts';
import { compareValues } from './sort-items.ts';
import { keyOf } from './value-key.ts';

const context = createTestContext();
const run = (items: readonly Json[], steps: object) => outputOf(dataTransform, { items, ...steps }, context);
const fail = (items: readonly Json[], steps: object) => failureOf(dataTransform, { items, ...steps }, context);

const orders = [
  { id: 1, country: 'DE', total: 10.5, tags: ['a', 'b'] },
  { id: 2, country: 'FR', total: 3, tags: [] },
  { id: 3, country: 'DE', total: 7, tags: ['b'] },
  { id: 4, country: null, total: 3, tags: ['c'] },
];

describe('data.transform', () => {
  it('gives the list unchanged without steps', async () => {
    expect(await run(orders, {})).toEqual(orders);
  });

  it('keeps the items a condition holds for, in braces or bare', async () => {
    expect(await run(orders, { where: '{{ item.total > 5.0 }}', select: '{{ item.id }}' })).toEqual([1, 3]);
    expect(await run(orders, { where: 'index == 1', select: '{{ item.id }}' })).toEqual([2]);
    expect(await run(orders, { where: false })).toEqual([]);
  });

  it('selects one value or an object of them', async () => {
    expect(await run(orders, { select: { n: '{{ index }}', text: 'No {{ item.id }}', kept: true }, limit: 1 })).toEqual([
      { n: 0, text: 'No 1', kept: true },
    ]);
    expect(await run(orders, { select: '{{ item.tags }}', flatten: true, unique: true })).toEqual(['a', 'b', 'c']);
  });

  it('keeps the first of each key', async () => {
    expect(await run(orders, { unique: '{{ item.country }}', select: '{{ item }}' })).toEqual([orders[0], orders[1], orders[3]]);
    expect(await run([{ a: 1, b: 2 }, { b: 2, a: 1 }, 1, '1', true, 'true', null], { unique: true })).toHaveLength(6);
  });

  it('groups in order of first appearance', async () => {
    expect(await run(orders, { groupBy: '{{ item.country }}' })).toEqual([
      { key: 'DE', items: [orders[0], orders[2]] },
      { key: 'FR', items: [orders[1]] },
      { key: null, items: [orders[3]] },
    ]);
  });

  it('aggregates groups and sorts the rows by what it computed', async () => {
    const aggregate = {
      count: { count: true },
      large: { count: '{{ item.total > 5.0 }}' },
      sum: { sum: '{{ item.total }}' },
      avg: { avg: '{{ item.total }}' },
      min: { min: '{{ item.total }}' },
      max: { max: '{{ item.total }}' },
      first: { first: '{{ item.id }}' },
      last: { last: '{{ item.id }}' },
      ids: { list: '{{ item.id }}' },
    };

    expect(
      await run(orders, { where: '{{ item.country != null }}', groupBy: '{{ item.country }}', aggregate, sortBy: '{{ item.sum }}' }),
    ).toEqual([
      { key: 'FR', count: 1, large: 0, sum: 3, avg: 3, min: 3, max: 3, first: 2, last: 2, ids: [2] },
      { key: 'DE', count: 2, large: 2, sum: 17.5, avg: 8.75, min: 7, max: 10.5, first: 1, last: 3, ids: [1, 3] },
    ]);
  });

  it('passes over null in aggregates', async () => {
    const aggregate = { sum: { sum: '{{ item }}' }, avg: { avg: '{{ item }}' }, min: { min: '{{ item }}' } };

    expect(await run([null, 4, 2], { groupBy: '{{ true }}', aggregate })).toEqual([{ key: true, sum: 6, avg: 3, min: 2 }]);
    expect(await run([null], { groupBy: '{{ true }}', aggregate })).toEqual([{ key: true, sum: 0, avg: null, min: null }]);
    expect(await run(Array(10).fill(0.1), { groupBy: '{{ 1 }}', aggregate: { sum: { sum: '{{ item }}' } } })).toEqual([{ key: 1, sum: 1 }]);
  });

  it('sorts by several keys, downwards with a minus, and keeps the order of equals', async () => {
    const ids = { select: '{{ item }}' };

    expect(((await run(orders, { ...ids, sortBy: ['{{ item.total }}', '-{{ item.id }}'] })) as { id: number }[]).map((o) => o.id)).toEqual([
      4, 2, 3, 1,
    ]);
    expect(((await run(orders, { sortBy: '- {{ item.total }}' })) as { id: number }[]).map((o) => o.id)).toEqual([1, 3, 2, 4]);
    expect(
      ((await run(orders, { sortBy: [{ by: '{{ item.country }}', order: 'descending' }] })) as { id: number }[]).map((o) => o.id),
    ).toEqual([2, 1, 3, 4]);
  });

  it('takes a part last', async () => {
    expect(await run([5, 3, 1, 4, 2], { sortBy: '{{ item }}', offset: 1, limit: 2 })).toEqual([2, 3]);
    expect(await run([1, 2], { offset: 5 })).toEqual([]);
  });

  it('names the step and the item of an expression that fails', async () => {
    const missing = await fail([{ a: 1 }, {}], { select: '{{ item.a }}' });
    expect(missing).toMatchObject({ code: 'expression_failed', details: { step: 'select', index: 1 } });
    expect(missing.message).toContain('In select, at the item with index 1');

    expect((await fail([1], { where: '{{ item }}' })).message).toContain('gives 1 instead of true or false');
    expect(await fail([1, 'x'], { groupBy: '{{ true }}', aggregate: { s: { sum: '{{ item }}' } } })).toMatchObject({
      code: 'expression_failed',
      details: { step: 'aggregate.s', index: 1 },
    });
  });

  it('keeps a field called __proto__ as data', async () => {
    const items = JSON.parse('[{"__proto__":{"polluted":true},"k":"constructor"}]') as Json[];

    expect(JSON.stringify(await run(items, { unique: true }))).toContain('__proto__');
    expect(await run(items, { groupBy: '{{ item.k }}', aggregate: { n: { count: true } } })).toEqual([{ key: 'constructor', n: 1 }]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('refuses keys without an expression, and names that are not fit for fields', () => {
    const isValid = (steps: object) => dataTransform.manifest.parameters.safeParse({ items: [], ...steps }).success;

    expect(isValid({ groupBy: 'country' })).toBe(false);
    expect(isValid({ aggregate: { n: { count: true } } })).toBe(false);
    expect(isValid({ groupBy: '{{ 1 }}', aggregate: { n: { count: true, sum: '{{ item }}' } } })).toBe(false);
    expect(isValid({ groupBy: '{{ 1 }}', aggregate: { key: { count: true } } })).toBe(false);
    expect(isValid({ groupBy: '{{ 1 }}', aggregate: { constructor: { count: true } } })).toBe(false);
  });

  it('answers at once, without a promise', () => {
    const outcome = dataTransform.execute(dataTransform.manifest.parameters.parse({ items: [1] }) as never, context);

    expect(outcome).toEqual({ type: 'succeeded', output: [1] });
  });

  it('sorts as a total order says, whatever the values', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue() as fc.Arbitrary<Json>, { minLength: 3, maxLength: 3 }), ([a = null, b = null, c = null]) => {
        expect(Math.sign(compareValues(a, b)) + Math.sign(compareValues(b, a))).toBe(0);
        if (compareValues(a, b) <= 0 && compareValues(b, c) <= 0) expect(compareValues(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('has one key for equal values, and different keys for others', () => {
    const value = fc.jsonValue() as fc.Arbitrary<Json>;

    fc.assert(
      fc.property(value, value, (a, b) => {
        const shuffled = JSON.parse(JSON.stringify(a), (_, part) =>
          part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).reverse()) : part,
        ) as Json;
        expect(keyOf(shuffled)).toBe(keyOf(a));
        if (JSON.stringify(a) !== JSON.stringify(b) && (typeof a !== 'object' || typeof b !== 'object'))
          expect(keyOf(a)).not.toBe(keyOf(b));
      }),
    );
  });
});
