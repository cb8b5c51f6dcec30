import { describe, expect, it } from 'vitest';
import type { Json } from '../../../engine/workflow/json.ts';
import { expressionOf } from './expression-path.ts';
import { columnsOf, tableOf } from './table-columns.ts';
import { keyboardMove } from './tree-keys.ts';
import { type TreeRow, treeRows } from './tree-rows.ts';

const value: Json = { status: 200, body: [{ id: 1 }, { id: 2 }], empty: [] };
const shown = (rows: readonly TreeRow[]) =>
  rows.map((row) => (row.kind === 'more' ? `+${row.count}` : `${'  '.repeat(row.depth)}${row.name} ${row.text}`.trimEnd()));
const open = (...ids: string[]) => ({ open: new Set(ids), shown: new Map<string, number>() });

describe('a value as a tree', () => {
  it('shows what is open', () => {
    expect(shown(treeRows(value, open()))).toEqual([' {"status":200,"body":[{"id":1},{"id":2}],"empty":[]}']);
    expect(shown(treeRows(value, open('$', '$/body')))).toEqual([
      '',
      '  status 200',
      '  body',
      '    0 {"id":1}',
      '    1 {"id":2}',
      '  empty []',
    ]);
  });

  it('offers nothing to open where nothing is inside', () => {
    const rows = treeRows(value, open('$'));
    expect(rows.map((row) => (row.kind === 'value' ? row.isOpen : null))).toEqual([true, null, false, null]);
  });

  it('shows a long list in parts, and makes no rows for the rest', () => {
    const list = Array.from({ length: 100_000 }, (_, index) => index);
    const rows = treeRows(list, open('$'));
    expect(rows).toHaveLength(202);
    expect(rows.at(-1)).toMatchObject({ kind: 'more', count: 99_800 });
    expect(treeRows(list, { open: new Set(['$']), shown: new Map([['$', 300]]) })).toHaveLength(302);
  });

  it('tells rows apart whose names hold slashes', () => {
    const rows = treeRows({ 'a/b': { c: 1 }, a: { 'b/c': 1 } }, open('$', '$/a', '$/a~1b'));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('is walked by keys', () => {
    const rows = treeRows(value, open('$', '$/body'));
    expect(keyboardMove('ArrowDown', rows, 0)).toEqual({ to: 1, toggle: false });
    expect(keyboardMove('ArrowRight', rows, 3)).toEqual({ to: 3, toggle: true });
    expect(keyboardMove('ArrowRight', rows, 2)).toEqual({ to: 3, toggle: false });
    expect(keyboardMove('ArrowLeft', rows, 4)).toEqual({ to: 2, toggle: false });
    expect(keyboardMove('ArrowLeft', rows, 2)).toEqual({ to: 2, toggle: true });
    expect(keyboardMove('End', rows, 0)).toEqual({ to: 5, toggle: false });
    expect(keyboardMove('x', rows, 0)).toBe(null);
  });
});

describe('parts of an output', () => {
  it('are read by an expression', () => {
    expect(expressionOf('fetch', ['body', 0, 'id'])).toBe('{{ tasks.fetch.output.body[0].id }}');
    expect(expressionOf('store[3].fetch', ['content-type', 'in'])).toBe('{{ tasks.fetch.output["content-type"]["in"] }}');
    expect(expressionOf('store[3]', [])).toBe('{{ tasks.store.output }}');
  });

  it('are a table where they are a list of objects', () => {
    expect(tableOf([{ a: 1 }, { b: 2, a: 3 }])).toHaveLength(2);
    expect(columnsOf([{ a: 1 }, { b: 2, a: 3 }])).toEqual(['a', 'b']);
    expect(tableOf([1])).toBe(null);
    expect(tableOf([])).toBe(null);
    expect(tableOf({ a: 1 })).toBe(null);
  });
});
