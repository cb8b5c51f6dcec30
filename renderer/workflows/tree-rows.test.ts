import { describe, expect, it } from 'vitest';
import { treeRows } from './tree-rows.ts';

const entry = (id: string, name: string, tags: readonly string[] = []) => ({ id, name, tags, errors: 0, warnings: 0, modifiedAt: 0 });
const entries = [entry('weekly', 'Weekly report'), entry('orders', 'Orders to warehouse', ['erp']), entry('backup', 'Nightly backup')];
const folders = { names: ['sales', 'empty'], places: { orders: 'sales', weekly: 'sales', gone: 'sales', backup: 'removed' } };
const text = (rows: ReturnType<typeof treeRows>) =>
  rows.map((row) => (row.kind === 'folder' ? `${row.isOpen ? 'v' : '>'} ${row.name} ${row.count}` : `${row.level} ${row.entry.id}`));

describe('the tree of workflows', () => {
  it('lists folders by name with their workflows by name, then those in none', () => {
    expect(text(treeRows(entries, folders, { text: '', closed: new Set() }))).toEqual([
      'v empty 0',
      'v sales 2',
      '2 orders',
      '2 weekly',
      '1 backup',
    ]);
  });

  it('counts as people do', () => {
    const numbered = [entry('ten', 'Step 10'), entry('two', 'Step 2'), entry('one', 'step 1')];
    expect(text(treeRows(numbered, folders, { text: '', closed: new Set() })).slice(2)).toEqual(['1 one', '1 two', '1 ten']);
  });

  it('hides what is in a closed folder', () => {
    expect(text(treeRows(entries, folders, { text: '', closed: new Set(['sales']) }))).toEqual(['v empty 0', '> sales 2', '1 backup']);
  });

  it('finds by words of names, ids and tags, and opens folders for what it finds', () => {
    expect(text(treeRows(entries, folders, { text: 'ERP ware', closed: new Set(['sales']) }))).toEqual(['v sales 1', '2 orders']);
    expect(treeRows(entries, folders, { text: 'nothing', closed: new Set() })).toEqual([]);
  });
});
