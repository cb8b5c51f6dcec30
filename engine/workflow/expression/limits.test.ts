import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { evaluateExpression, evaluateValue } from './evaluate.ts';
import { Budget, expressionLimits } from './limits.ts';

function outcome(source: string, scope: { [name: string]: Json } = {}): string {
  const result = evaluateExpression(source, scope);
  return result.ok ? 'ok' : result.failure.code;
}

describe('the budget', () => {
  it('lets 100,000 items be mapped and filtered', () => {
    const items = Array.from({ length: 100_000 }, (_, id) => ({ id, name: `item ${id}`, price: id / 100 }));
    const result = evaluateExpression(
      'items.filter(x, x.price > 500.0 && x.name.startsWith("item")).map(x, {"id": x.id, "label": x.name.upper() + "!"}).size()',
      { items },
    );
    expect(result).toEqual({ ok: true, value: 49_999 });
  });

  const text = 'x'.repeat(1_000_000);
  const items = Array.from({ length: 10_000 }, (_, index) => index);
  it.each([
    'items.map(a, items.map(b, items.map(c, 1)))',
    'items.all(a, items.all(b, true))',
    'items.exists(a, items.exists(b, a + b < 0))',
    'items.map(a, items.sortBy(b, b))',
    'items.map(a, items.groupBy(b, b))',
    'items.all(a, items == range(10000))',
    'items.all(a, !(-1 in items))',
    'items.all(a, items.contains(-1) == false)',
    'items.map(a, items + items)',
    'items.map(a, items.slice(0))',
    'items.map(a, items.sort())',
    'items.all(a, size(text) > 1)',
    'items.all(a, !text.contains("y"))',
    'items.all(a, text.lower() == text + "a" || true)',
    'items.all(a, !re(text, "a+b"))',
    'items.all(a, text == text.replace("y", "z"))',
    'items.all(a, json(items).size() > 1)',
    'items.map(a, text + text)',
    'items.map(a, items.map(b, default(nothing.x.y, 1)))',
    'items.all(a, items.exists(b, b.nothing || false))',
    'items.map(a, range(1000000)).size()',
    'items.map(a, text.split("")).size()',
    'items.map(a, parseJson(json(items)))',
    'items.map(a, cel.bind(t, items.unique(), t))',
    '"ab".repeat(100000000)',
    'text.padStart(1000000000)',
    'text.replace("x", text)',
  ])('stops %s', (source) => {
    expect(outcome(source, { items, text, nothing: {} })).toBe('expression_too_costly');
  });

  it('stops a result that is too large, however small its parts are', () => {
    const big = 'x'.repeat(1_000_000);
    expect(outcome('range(20).map(i, big)', { big })).toBe('expression_too_costly');
    expect(evaluateValue(Array(20).fill('{{ [big] }}') as Json, { big })).toMatchObject({ failure: { code: 'expression_too_costly' } });
    expect(evaluateValue(Array(300).fill('{{ big }}') as Json, { big })).toMatchObject({ failure: { code: 'expression_too_costly' } });
  });

  it('hands on large values as they are', () => {
    const big = Array.from({ length: 30 }, () => 'x'.repeat(1_000_000));
    const result = evaluateValue({ rows: '{{ box.big }}' }, { box: { big } });
    expect(result.ok && (result.value as { rows: Json }).rows).toBe(big);
  });

  it('cannot be answered by || or default', () => {
    const costly = 'range(10000).all(a, range(10000).all(b, true))';
    expect(outcome(`${costly} || true`)).toBe('expression_too_costly');
    expect(outcome(`default(${costly}, true)`)).toBe('expression_too_costly');
    expect(outcome(`[1].exists(x, ${costly} || true)`)).toBe('expression_too_costly');
  });

  it('is whole again for the next evaluation', () => {
    expect(outcome('range(10000).all(a, range(10000).all(b, true))')).toBe('expression_too_costly');
    expect(outcome('range(10).all(a, true)')).toBe('ok');
  });

  it('counts down to the last step', () => {
    const budget = new Budget(3);
    budget.spend(3);
    expect(() => budget.spend(1)).toThrow();
  });
});

describe('the size of expressions', () => {
  it.each([
    ['a long source', `"${'x'.repeat(expressionLimits.sourceLength)}"`],
    ['many nodes', `[${Array(3_000).fill('1+1').join(',')}]`],
    ['deep brackets', `${'('.repeat(300)}1${')'.repeat(300)}`],
    ['a long row of operators', `1${'+1'.repeat(expressionLimits.depth + 1)}`],
    ['a long row of negations', `${'!'.repeat(16_000)}true`],
    ['a long row of members', `a${'.b'.repeat(expressionLimits.depth + 1)}`],
    ['many list items', `[${Array(5_000).fill('1').join(',')}]`],
  ])('%s is refused', (_, source) => {
    const result = evaluateExpression(source, { a: {} });
    expect(result).toMatchObject({ ok: false, failure: { code: 'expression_failed' } });
    expect(result.ok ? '' : result.failure.message).toMatch(/too large|longer than|nested more than/);
  });

  it('a value nested too deep is refused as a result', () => {
    let deep: Json = 1;
    for (let level = 0; level < 1_000; level++) deep = [deep];
    expect(outcome('deep', { deep })).toBe('expression_failed');
    expect(outcome('deep == deep[0]', { deep })).toBe('expression_failed');
    expect(outcome('json(deep)', { deep })).toBe('expression_failed');
    expect(outcome('parseJson(text)', { text: '['.repeat(100_000) + ']'.repeat(100_000) })).toBe('expression_failed');
  });
});
