import { describe, expect, it } from 'vitest';
import { readImport } from './read-import.ts';

describe('reading a file to import', () => {
  it('keeps a workflow of ours to the letter', () => {
    const text = '{ "format": 1, "id": "w",\n\n  "tasks": { "a": { "type": "data.set", "with": { "values": {} } } } }';

    expect(readImport({ name: 'w.json', text })).toMatchObject({ ok: true, value: { text, workflow: { id: 'w' }, report: { tasks: 1 } } });
  });

  it('says what is no JSON and what is no workflow', () => {
    expect(readImport({ name: 'a.txt', text: 'hello' })).toMatchObject({
      ok: false,
      failure: { code: 'not_json', message: expect.stringContaining('a.txt') },
    });
    expect(readImport({ name: 'b.json', text: '[1, 2]' })).toMatchObject({ ok: false, failure: { code: 'unknown_document' } });
  });
});
