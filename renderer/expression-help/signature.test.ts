import { describe, expect, it } from 'vitest';
import { expressionFunctions } from '../../engine/workflow/expression/library.ts';
import { functionDocs, signatureForms } from './functions.ts';
import { expressionSignature } from './signature.ts';

/** The parameter being written; `|` marks the caret. */
function parameter(marked: string): string | undefined {
  const found = expressionSignature(marked.replace('|', ''), marked.indexOf('|'));
  return found?.forms[found.active]?.parameters[found.parameter];
}

describe('signatureForms', () => {
  it('finds a form in every signature of the language', () => {
    for (const entry of expressionFunctions) {
      expect(signatureForms(entry).length, entry.signature).toBeGreaterThan(0);
      expect(functionDocs(entry.name)).toContain(entry.description);
    }
  });

  it('takes forms apart', () => {
    expect(signatureForms({ signature: 'range(end) or range(start, end): list of number' })).toEqual([
      { label: 'range(end)', parameters: ['end'], receiver: null },
      { label: 'range(start, end): list of number', parameters: ['start', 'end'], receiver: null },
    ]);
    expect(signatureForms({ signature: 'list.filter(x, condition): list' })[0]).toMatchObject({ receiver: 'list' });
  });
});

describe('expressionSignature', () => {
  it('names the argument that is being written', () => {
    expect(parameter('split(inputs.day, |')).toBe('separator');
    expect(parameter('split(size([1, 2]), |)')).toBe('separator');
    expect(parameter('xs.filter(x, |')).toBe('condition');
    expect(parameter('range(1, |')).toBe('end');
    expect(parameter('merge(a, b, c, |')).toBe('…');
  });

  it('counts what stands before the dot as the first argument', () => {
    expect(parameter('inputs.day.split(|')).toBe('separator');
  });

  it('ends with the call', () => {
    expect(expressionSignature('size(a)', 7)).toBeNull();
    expect(expressionSignature('[a, b', 4)).toBeNull();
  });
});
