import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../engine/workflow/json.ts';
import { jsonText, looseText, messageText, numberText, plainText, secretName, secretText, type Writing } from './value-text.ts';

const json = () => fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);
const read = (writing: Writing, text: string) => {
  const parsed = writing.parse(text);
  return parsed.ok ? parsed.value : parsed.failure;
};

describe('values as texts', () => {
  it('gives back every value that is printed loosely', () => {
    fc.assert(
      fc.property(json(), (value) => {
        expect(read(looseText, looseText.print(value))).toEqual(value);
      }),
    );
  });

  it('gives back every value but the empty text that is printed as JSON', () => {
    fc.assert(
      fc.property(json(), (value) => {
        expect(read(jsonText, jsonText.print(value))).toEqual(value === '' ? undefined : value);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(read(jsonText, jsonText.print(text))).toEqual(text.trim() === '' ? undefined : text);
      }),
    );
  });

  it('gives back every text, list and object that is printed as a message', () => {
    const value = fc.oneof(fc.string({ minLength: 1 }), fc.array(json()), fc.dictionary(fc.string(), json()));
    fc.assert(
      fc.property(value, (each) => {
        expect(read(messageText, messageText.print(each as Json))).toEqual(each);
      }),
    );
  });

  it('gives back every number', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));
    fc.assert(
      fc.property(number, (value) => {
        expect(read(numberText(false), numberText(false).print(value))).toBe(value);
      }),
    );
  });

  it('reads what looks like JSON as what it looks like, and quoted text as text', () => {
    expect(read(looseText, '5')).toBe(5);
    expect(read(looseText, '"5"')).toBe('5');
    expect(read(looseText, '007')).toBe('007');
    expect(read(looseText, 'true')).toBe(true);
    expect(read(looseText, '["a", 1]')).toEqual(['a', 1]);
    expect(read(looseText, '{{ inputs.day }}')).toBe('{{ inputs.day }}');
    expect(read(looseText, '[not json')).toBe('[not json');
  });

  it('leaves an expression alone and refuses half-written JSON', () => {
    expect(read(jsonText, '{{ tasks.fetch.output }}')).toBe('{{ tasks.fetch.output }}');
    expect(jsonText.parse('{"a": ')).toEqual({ ok: false, failure: 'not_json' });
    expect(read(jsonText, 'hello')).toBe('hello');
  });

  it('takes a message that begins with a bracket for text', () => {
    expect(read(messageText, '[info] started')).toBe('[info] started');
    expect(read(messageText, '12')).toBe('12');
    expect(read(messageText, '["a"]')).toEqual(['a']);
  });

  it('says why a text is no number', () => {
    expect(numberText(true).parse('1.5')).toEqual({ ok: false, failure: 'not_whole' });
    expect(numberText(false).parse('1e')).toEqual({ ok: false, failure: 'not_a_number' });
    expect(read(numberText(false), '1.0')).toBe(1);
    expect(read(numberText(true), ' ')).toBe(undefined);
  });

  it('takes an empty text for no value', () => {
    expect(read(plainText, '')).toBe(undefined);
    expect(plainText.print(undefined)).toBe('');
  });

  it('knows a secret by its name', () => {
    expect(secretName(secretText('API_TOKEN'))).toBe('API_TOKEN');
    expect(secretName('Bearer {{ secrets.API_TOKEN }}')).toBe(null);
    expect(secretName('{{ secrets.A + secrets.B }}')).toBe(null);
  });
});
