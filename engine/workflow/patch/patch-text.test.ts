import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { patchText, type RenameHint } from './patch-text.ts';
import { applyTextEdits } from './text-edit.ts';

function patch(text: string, after: Json, hints: readonly RenameHint[] = []): string {
  const edits = patchText(text, JSON.parse(text) as Json, after, hints);
  if (!edits.ok) throw new Error(edits.failure.message);
  return applyTextEdits(text, edits.value);
}

const handWritten = `{
  "format": 1, "id": "orders",
  "tasks": {
    "fetch": { "type": "http.request", "with": { "url": "https://example.test" } },
    "store": { "type": "file.write", "needs": ["fetch"] }
  },

  "timeout": "1h"
}
`;

describe('patchText', () => {
  it('keeps what a person wrote around a new task, which looks like its neighbors', () => {
    const before = JSON.parse(handWritten);
    const tasks = { ...before.tasks, report: { type: 'log.write', with: { message: 'done' }, needs: ['store'] } };

    expect(patch(handWritten, { ...before, tasks })).toBe(
      handWritten.replace(
        '"needs": ["fetch"] }',
        '"needs": ["fetch"] },\n    "report": { "type": "log.write", "with": { "message": "done" }, "needs": ["store"] }',
      ),
    );
  });

  it('renames a task in place and its needs with it', () => {
    const before = JSON.parse(handWritten);
    const tasks = { load: before.tasks.fetch, store: { ...before.tasks.store, needs: ['load'] } };

    expect(patch(handWritten, { ...before, tasks })).toBe(handWritten.replace('"fetch":', '"load":').replace('["fetch"]', '["load"]'));
  });

  it('renames in place where a hint says so, however different the values are', () => {
    const text = '{"a": {"x": 1}, "b": 2}';

    expect(patch(text, { b: 2, c: { y: 9 } }, [{ path: [], from: 'a', to: 'c' }])).toBe('{"c": {"y": 9}, "b": 2}');
    expect(patch(text, { b: 2, c: { y: 9 } })).toBe('{"b": 2, "c": {"y": 9}}');
  });

  it('places new fields where the schema has them', () => {
    const text = `{
  "format": 1,
  "id": "x",
  "tasks": {
    "a": {
      "type": "log.write",
      "needs": [],
      "timeout": "5s"
    }
  }
}`;
    const after = {
      ...{ timeout: '1h', inputs: {}, $schema: 'workflow.schema.json' },
      ...JSON.parse(text),
      tasks: { a: { timeout: '5s', needs: [], retry: { attempts: 2 }, type: 'log.write', with: { message: 'hi' } } },
    };

    expect(patch(text, after)).toBe(`{
  "$schema": "workflow.schema.json",
  "format": 1,
  "id": "x",
  "inputs": {},
  "tasks": {
    "a": {
      "type": "log.write",
      "with": {
        "message": "hi"
      },
      "needs": [],
      "retry": {
        "attempts": 2
      },
      "timeout": "5s"
    }
  },
  "timeout": "1h"
}`);
  });

  it('puts a new task after the sibling it follows in the new document', () => {
    const text = '{"tasks": {"a": {}, "c": {}}}';

    expect(patch(text, { tasks: { a: {}, b: { type: 'x' }, c: {} } })).toBe('{"tasks": {"a": {}, "b": {"type": "x"}, "c": {}}}');
    expect(patch(text, { tasks: { z: 1, a: {}, c: {} } })).toBe('{"tasks": {"z": 1, "a": {}, "c": {}}}');
    expect(patch(text, { tasks: { a: {}, c: {}, d: 1 } })).toBe('{"tasks": {"a": {}, "c": {}, "d": 1}}');
  });

  it.each([
    ['adds the first element of an empty list', '{"needs": []}', { needs: ['a'] }, '{"needs": ["a"]}'],
    ['adds before the first element', '{"needs": ["b"]}', { needs: ['a', 'b'] }, '{"needs": ["a", "b"]}'],
    ['adds after the last element', '{"needs": [ "a" ]}', { needs: ['a', 'b'] }, '{"needs": [ "a", "b" ]}'],
    ['adds in a compact list', '{"needs":["a","b"]}', { needs: ['a', 'x', 'b'] }, '{"needs":["a","x","b"]}'],
    ['removes the first element', '{"needs": ["a", "b", "c"]}', { needs: ['b', 'c'] }, '{"needs": ["b", "c"]}'],
    ['removes an inner element', '{"needs": ["a", "b", "c"]}', { needs: ['a', 'c'] }, '{"needs": ["a", "c"]}'],
    ['removes the last element', '{"needs": ["a", "b", "c"]}', { needs: ['a', 'b'] }, '{"needs": ["a", "b"]}'],
    ['removes every element', '{"needs": [ "a" ]}', { needs: [] }, '{"needs": []}'],
    ['replaces one element', '{"needs": ["a",  "b"]}', { needs: ['x', 'b'] }, '{"needs": ["x",  "b"]}'],
    ['keeps one element per line', '{"needs": [\n  "a",\n  "b"\n]}', { needs: ['a', 'b', 'c'] }, '{"needs": [\n  "a",\n  "b",\n  "c"\n]}'],
    ['removes the only property', '{ "a": 1 }', {}, '{}'],
    ['fills an empty object of a compact document', '{"a":{}}', { a: { b: { c: 1 } } }, '{"a":{"b":{"c":1}}}'],
    ['fills an empty document', '{}\n', { a: 1 }, '{\n  "a": 1\n}\n'],
    ['takes the line end of the document', '{\r\n\t"a": 1\r\n}', { a: 1, b: [{}] }, '{\r\n\t"a": 1,\r\n\t"b": [\r\n\t\t{}\r\n\t]\r\n}'],
    ['replaces a value by one of another kind', '{\n "a": 1\n}', { a: { b: 2 } }, '{\n "a": {\n  "b": 2\n }\n}'],
    ['replaces the whole document', '[1]', 'x', '"x"'],
    ['removes the first property and adds another', '{"a": 1, "b": 2}', { b: 2, c: 3 }, '{"b": 2, "c": 3}'],
    [
      'keeps the spelling of numbers and texts',
      '{"a": 1.50e1, "b": "\\u0041", "c": 1}',
      { a: 15, b: 'A', c: 2 },
      '{"a": 1.50e1, "b": "\\u0041", "c": 2}',
    ],
    ['lets a property that is undefined count as absent', '{"a": 1, "b": 2}', { a: 1, b: undefined }, '{"a": 1}'],
    ['keeps a document with odd white space', '{ "a" :1\n,\n"b":\t2 }\n\n', { a: 1, b: 3 }, '{ "a" :1\n,\n"b":\t3 }\n\n'],
    ['treats names of Object.prototype as names', '{"constructor": 1}', { constructor: 1, a: 2 }, '{"constructor": 1, "a": 2}'],
  ])('%s', (_title, text, after, expected) => {
    expect(patch(text, after as Json)).toBe(expected);
  });

  it('writes short lists on lines of their own where the document does', () => {
    const text = '{\n  "a": [\n    1\n  ]\n}';

    expect(patch(text, { a: [1], b: [2] })).toBe('{\n  "a": [\n    1\n  ],\n  "b": [\n    2\n  ]\n}');
  });

  it('edits the occurrence of a doubled key that counts, and removes all of them', () => {
    const text = '{"a": 1, "b": 0, "a": 2}';

    expect(patch(text, { a: 3, b: 0 })).toBe('{"a": 1, "b": 0, "a": 3}');
    expect(patch(text, { b: 0 })).toBe('{"b": 0}');
  });

  it('keeps a byte order mark', () => {
    const text = '\uFEFF{"a": 1}';
    const edits = patchText(text, { a: 1 }, { a: 2 });

    expect(edits.ok && applyTextEdits(text, edits.value)).toBe('\uFEFF{"a": 2}');
  });

  it('changes a renamed key and a field within it, and nothing else', () => {
    const text = '{\n  "a": {\n    "x": 1,\n    "y": 2,\n    "z": 3\n  }\n}';
    const edits = patchText(text, JSON.parse(text), { b: { x: 1, y: 2, z: 4 } });

    expect(edits).toEqual({
      ok: true,
      value: [
        { offset: text.indexOf('"a"'), length: 3, text: '"b"' },
        { offset: text.indexOf('3'), length: 1, text: '4' },
      ],
    });
  });

  it('refuses a text that cannot be read', () => {
    expect(patchText('{"a": 1} // why', { a: 1 }, { a: 2 })).toMatchObject({ ok: false, failure: { code: 'invalid_json' } });
    expect(patchText('{"a": ', {}, { a: 1 })).toMatchObject({ ok: false, failure: { code: 'invalid_json' } });
    expect(patchText('', {}, { a: 1 })).toMatchObject({ ok: false, failure: { code: 'invalid_json' } });
  });

  it('refuses a text that is not that of the old document', () => {
    expect(patchText('{"a": 1}', { a: 2 }, { a: 3 })).toMatchObject({ ok: false, failure: { code: 'text_mismatch' } });
  });

  it('changes more entries of a list than a call takes arguments', () => {
    const list = (value: number) => Array.from({ length: 200_000 }, () => value);
    const document = (value: number) => ({ format: 1, id: 'x', tasks: {}, outputs: { list: list(value) } });

    expect(patch(JSON.stringify(document(1)), document(2))).toBe(JSON.stringify(document(2)));
  });

  it('replaces a thousand tasks by a thousand others', () => {
    const many = (from: number) =>
      Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`t${from + at}`, { type: 'x', at: from + at }]));
    const before = { tasks: many(0) };
    const text = JSON.stringify(before, null, 2);
    const after = { tasks: many(5_000) };

    expect(JSON.parse(patch(text, after))).toEqual(after);
  });
});
