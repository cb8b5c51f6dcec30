import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workflowIdPattern } from '../../engine/workflow/schema.ts';
import { freeId, freeName } from './free-id.ts';

describe('an id made of a name', () => {
  it('has its letters and digits, with hyphens between words', () => {
    expect(freeId('Orders to warehouse!', new Set())).toBe('orders-to-warehouse');
    expect(freeId('3 Äpfel & Öl', new Set())).toBe('apfel-ol');
    expect(freeId('日本', new Set())).toBe('workflow');
    expect(freeId('', new Set())).toBe('workflow');
  });

  it('gets a number when it is taken', () => {
    expect(freeId('Orders', new Set(['orders', 'orders-2']))).toBe('orders-3');
  });

  it('is always a valid id that nobody has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 90 }), fc.array(fc.nat(5)), (name, numbers) => {
        const first = freeId(name, new Set());
        const taken = new Set([first, ...numbers.map((number) => `${first}-${number}`)]);
        const id = freeId(name, taken);
        expect(id).toMatch(workflowIdPattern);
        expect(taken.has(id)).toBe(false);
      }),
    );
  });
});

describe('a free name', () => {
  it('is the name, or has the first free number behind it', () => {
    expect(freeName('New workflow', new Set())).toBe('New workflow');
    expect(freeName('New workflow', new Set(['New workflow', 'New workflow 2']))).toBe('New workflow 3');
  });
});
