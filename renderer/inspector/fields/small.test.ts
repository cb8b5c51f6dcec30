import { describe, expect, it } from 'vitest';
import { catalog } from '../../document/catalog.ts';
import { isRefusedKey, listFrom, tableFrom, withField } from './entries.ts';
import { asExpression, writtenValue } from './expression-value.ts';
import { modeFor } from './fits.ts';
import { inputFields, retyped } from './input-fields.ts';
import { fieldsOf, titleFrom } from './read-fields.ts';
import { primaryNames } from './shown-fields.ts';
import { variantValue } from './variant-value.ts';

const http = catalog.get('http.request');
const httpFields = http ? fieldsOf(http.parameters) : [];

describe('parts of forms', () => {
  it('keep the only entry without its list where it stood so, and give nothing for no entries', () => {
    expect(listFrom(['a'], undefined, true)).toBe('a');
    expect(listFrom(['a'], ['b', 'a'], true)).toEqual(['a']);
    expect(listFrom(['a', 'b'], 'a', true)).toEqual(['a', 'b']);
    expect(listFrom(['a'], undefined, false)).toEqual(['a']);
    expect(listFrom([], ['a'], false)).toBe(undefined);
    expect(tableFrom([])).toBe(undefined);
  });

  it('refuse names that are no keys', () => {
    expect(isRefusedKey('__proto__')).toBe(true);
    expect(isRefusedKey('proto')).toBe(false);
  });

  it('set a field in its place and take it away', () => {
    expect(Object.keys(withField({ a: 1, b: 2 }, 'a', 3))).toEqual(['a', 'b']);
    expect(withField({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
  });

  it('write a value as an expression and back, unless its parts hold expressions', () => {
    expect(asExpression(5)).toBe('{{ 5 }}');
    expect(writtenValue('{{ 5 }}')).toBe(5);
    expect(asExpression('GET')).toBe('GET');
    expect(writtenValue(asExpression({ a: [1, 'x'] }) ?? '')).toEqual({ a: [1, 'x'] });
    expect(asExpression({ a: '{{ inputs.a }}' })).toBe(null);
    expect(asExpression({ a: { b: {} } })).toBe('{{ {"a":{"b":{}}} }}');
    expect(writtenValue('{{ inputs.a }}')).toBe(undefined);
  });

  it('edit a value as text or as JSON where the control cannot show it', () => {
    const number = { kind: 'number', isInteger: true } as const;
    expect(modeFor(number, 5)).toBe('control');
    expect(modeFor(number, '{{ inputs.limit }}')).toBe('expression');
    expect(modeFor(number, [5])).toBe('json');
    expect(modeFor(number, undefined)).toBe('control');
  });

  it('make titles of names', () => {
    expect(titleFrom('maxDelay')).toBe('Max delay');
    expect(titleFrom('api_key')).toBe('Api key');
  });

  it('show fields that are required, set or usual at once', () => {
    const names = primaryNames(httpFields, http?.examples ?? [], { headers: {} });
    expect(names.has('url')).toBe(true);
    expect(names.has('headers')).toBe(true);
    expect(names.has('query')).toBe(true);
    expect(names.has('maxBytes')).toBe(false);
  });

  it('keep what two kinds of an object have in common when another kind is chosen', () => {
    const paginate = httpFields.find(({ name }) => name === 'paginate')?.control;
    if (paginate?.kind !== 'variants') throw new Error('paginate is no choice of kinds');
    expect(variantValue(paginate, 'cursor', { type: 'link', items: 'data', nextPath: 'next' })).toEqual({ type: 'cursor', items: 'data' });
  });

  it('offer for an input what means something for its type', () => {
    expect(inputFields('integer').map(({ name }) => name)).toEqual([
      'type',
      'title',
      'description',
      'default',
      'required',
      'minimum',
      'maximum',
      'enum',
    ]);
    expect(retyped({ type: 'string', title: 'Day', format: 'date', default: 'x' }, 'integer')).toEqual({ type: 'integer', title: 'Day' });
  });
});
