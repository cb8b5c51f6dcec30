import { describe, expect, it } from 'vitest';
import { controlOf, readForm, startText } from './input-values.ts';

describe('the run form', () => {
  it('gives the values that the texts stand for', () => {
    const inputs = {
      day: { type: 'string' },
      count: { type: 'integer' },
      force: { type: 'boolean' },
      tags: { type: 'array' },
      size: { type: 'number', enum: [1, 2.5] },
    } as const;

    const { inputs: read, problems } = readForm(
      { ...inputs, tags: { type: 'array' }, size: { type: 'number', enum: [1, 2.5] } },
      { day: '2026-01-01', count: '7', force: 'true', tags: '["a"]', size: '2.5' },
    );

    expect(read).toEqual({ day: '2026-01-01', count: 7, force: true, tags: ['a'], size: 2.5 });
    expect(problems).toEqual({});
  });

  it('leaves an empty optional input to its default, and asks for a required one', () => {
    const { inputs, problems } = readForm({ a: { type: 'string', default: '{{ run.id }}' }, b: { type: 'string' } }, { b: '' });

    expect(inputs).toEqual({});
    expect(Object.keys(problems)).toEqual(['b']);
  });

  it('says what is no number and no JSON', () => {
    const { problems } = readForm({ n: { type: 'number' }, list: { type: 'array' } }, { n: 'seven', list: '[1' });

    expect(Object.keys(problems)).toEqual(['n', 'list']);
  });

  it('begins with the default as text, and with nothing where an expression makes it', () => {
    expect(startText({ type: 'array', default: ['a'] })).toBe('["a"]');
    expect(startText({ type: 'string', default: '{{ run.id }}' })).toBe('');
    expect(controlOf({ type: 'string', format: 'multiline' })).toBe('multiline');
  });
});
