import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taskIdPattern, workflowIdPattern } from '../schema.ts';
import { createIdentifiers, plainId } from './identifiers.ts';

describe('plainId', () => {
  it.each([
    ['Blast All (ID2)', 'blast_all_id2'],
    ['42', 't_42'],
    ['', 't'],
    ['Überschuß', 'u_berschu'],
    ['__proto__', 'proto'],
    ['constructor', 't_constructor'],
  ])('makes %j into %j', (name, id) => {
    expect(plainId(name, '_')).toBe(id);
  });

  it('keeps an id that is one already', () => {
    expect(plainId('orders-to-warehouse', '-')).toBe('orders-to-warehouse');
  });
});

describe('createIdentifiers', () => {
  it('gives any names distinct valid ids', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('a', 'a_2', 'A', 'x'.repeat(80)))), (names) => {
        const toTask = createIdentifiers('_');
        const toWorkflow = createIdentifiers('-');
        const tasks = names.map(toTask);
        const workflows = names.map(toWorkflow);

        expect(new Set(tasks).size).toBe(names.length);
        expect(tasks.every((id) => taskIdPattern.test(id))).toBe(true);
        expect(workflows.every((id) => workflowIdPattern.test(id))).toBe(true);
      }),
    );
  });

  it('numbers what is taken', () => {
    const next = createIdentifiers('-', ['orders', 'orders-2']);

    expect([next('Orders'), next('orders')]).toEqual(['orders-3', 'orders-4']);
  });
});
