import { describe, expect, it } from 'vitest';
import { TaskFailure } from '../execution.ts';
import { OutputCapture } from './output-capture.ts';
import { type OutputForm, parseOutput } from './parse-output.ts';

function parse(text: string, form: OutputForm, maxBytes = 1000): unknown {
  const output = new OutputCapture(maxBytes);
  output.push(new TextEncoder().encode(text));
  return parseOutput(output, form);
}

function failureFor(text: string, maxBytes = 1000): unknown {
  try {
    return parse(text, 'json', maxBytes);
  } catch (error) {
    return error instanceof TaskFailure ? error.failure : error;
  }
}

describe('parseOutput', () => {
  it('gives text as it is', () => {
    expect(parse('a\r\n', 'text')).toBe('a\r\n');
  });

  it('gives lines without their ends', () => {
    expect(parse('a\r\n\nb\n', 'lines')).toEqual(['a', '', 'b']);
    expect(parse('', 'lines')).toEqual([]);
  });

  it('gives JSON as a value', () => {
    expect(parse(' {"a":[1]}\n', 'json')).toEqual({ a: [1] });
  });

  it('says what is there instead of JSON', () => {
    expect(failureFor('Error: no')).toMatchObject({ code: 'output_not_json', message: expect.stringContaining('"Error: no"') });
    expect(failureFor(' \n')).toMatchObject({ code: 'output_not_json', message: expect.stringContaining('empty') });
  });

  it('says that JSON was cut, instead of calling it wrong', () => {
    expect(failureFor('[1,2,3,4]', 5)).toMatchObject({ code: 'output_not_json', message: expect.stringContaining('maxOutputBytes') });
  });
});
