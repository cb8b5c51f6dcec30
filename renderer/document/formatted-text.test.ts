import { describe, expect, it } from 'vitest';
import { formattedText } from './formatted-text.ts';
import { readText } from './read-text.ts';

describe('formattedText', () => {
  it('prints fields in the order of the format, and keeps the line ends and the byte order mark', () => {
    const result = formattedText('\uFEFF{"id":"x",\r\n"format":1,"tasks":{}}', []);
    expect(result).toEqual({ ok: true, value: '\uFEFF{\r\n  "format": 1,\r\n  "id": "x",\r\n  "tasks": {}\r\n}\r\n' });
  });

  it('leaves a text alone that is not JSON, or has a key twice', () => {
    expect(formattedText('{', []).ok).toBe(false);
    const twice = '{"format":1,"id":"x","tasks":{"a":{"type":"log.write"},"a":{"type":"log.write"}}}';
    expect(formattedText(twice, readText(twice, null).problems)).toMatchObject({ ok: false, failure: { code: 'duplicate_key' } });
  });
});
