import { describe, expect, it } from 'vitest';
import { describeParameter, describeValue } from './describe-parameter.ts';

describe('describeParameter', () => {
  it('shows an expression without its braces, on one line', () => {
    expect(describeValue('{{ size(x)\n  > 0 }}')).toBe('size(x) > 0');
    expect(describeValue('{{ a }} and {{ b }}')).toBe('{{ a }} and {{ b }}');
  });

  it('shows other values as JSON, shortened', () => {
    expect(describeValue(true)).toBe('true');
    expect(describeValue({ a: 1 })).toBe('{"a":1}');
    expect(describeValue('x'.repeat(200))).toHaveLength(80);
  });

  it('reads own properties only', () => {
    expect(describeParameter({}, 'constructor')).toBe('');
    expect(describeParameter({ if: null }, 'if')).toBe('');
  });
});
