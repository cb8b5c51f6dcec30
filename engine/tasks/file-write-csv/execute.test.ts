import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { fileReadCsv } from '../file-read-csv/execute.ts';
import { createTestContext, type TestContext } from '../testing/context.ts';
import { failureOf, outputOf } from '../testing/run-task.ts';
import { fileWriteCsv } from './execute.ts';

let context: TestContext;

beforeEach(() => {
  context = createTestContext();
});

async function written(parameters: object): Promise<string> {
  await outputOf(fileWriteCsv, { path: 'a.csv', ...parameters }, context);
  return readFileSync(join(context.files.folder, 'a.csv'), 'utf8');
}

describe('file.writeCsv', () => {
  it('quotes what has to be quoted, and names every field of every row', async () => {
    const rows = [
      { id: 1, name: 'Ada, "Countess"' },
      { id: 2, name: 'two\nlines', more: [1, { x: true }] },
      { id: null, name: ' padded ', more: false },
    ];

    expect(await outputOf(fileWriteCsv, { path: './out/a.csv', rows }, context)).toEqual({ path: 'out/a.csv', rows: 3 });
    expect(readFileSync(join(context.files.folder, 'out/a.csv'), 'utf8')).toBe(
      'id,name,more\n1,"Ada, ""Countess""",\n2,"two\nlines","[1,{""x"":true}]"\n," padded ",false\n',
    );
  });

  it('writes lists, chosen columns, other delimiters and line ends', async () => {
    expect(await written({ rows: [[1, 'a'], [2]], delimiter: ';', lineEnd: 'crlf' })).toBe('1;a\r\n2\r\n');
    expect(await written({ rows: [{ a: 1, b: 2 }], columns: ['b', 'c'], byteOrderMark: true })).toBe('\uFEFFb,c\n2,\n');
    expect(await written({ rows: [{ a: 1 }], header: false })).toBe('1\n');
    expect(await written({ rows: [], columns: ['a'] })).toBe('a\n');
    expect(await written({ rows: [] })).toBe('');
  });

  it('makes formulas harmless on request, but leaves numbers', async () => {
    const rows = [{ a: '=1+1', b: '@x', c: -5, d: '-5', e: 'a=b' }];

    expect(await written({ rows, header: false, escapeFormulas: true })).toBe("'=1+1,'@x,-5,'-5,a=b\n");
    expect(await written({ rows, header: false })).toBe('=1+1,@x,-5,-5,a=b\n');
  });

  it('streams from JSON lines and from CSV', async () => {
    writeFileSync(join(context.files.folder, 'in.jsonl'), '{"a":1,"b":"x"}\n\n{"b":"y","a":2}\n');
    writeFileSync(join(context.files.folder, 'in.csv'), 'a;b\n007;"x;y"\n');

    expect(await written({ from: 'in.jsonl' })).toBe('a,b\n1,x\n2,y\n');
    expect(await written({ from: 'in.csv' })).toBe('a,b\n007,x;y\n');
  });

  it('names the row that does not fit and leaves no file', async () => {
    writeFileSync(join(context.files.folder, 'more.jsonl'), '{"a":1}\n{"a":1,"b":2}\n');
    writeFileSync(join(context.files.folder, 'text.jsonl'), '"x"\n');
    writeFileSync(join(context.files.folder, 'bad.jsonl'), '{"a":1}\nnot json\n');

    expect((await failureOf(fileWriteCsv, { path: 'o/a.csv', from: 'more.jsonl' }, context)).message).toContain('Row 2 has the field "b"');
    expect((await failureOf(fileWriteCsv, { path: 'o/a.csv', from: 'text.jsonl' }, context)).code).toBe('invalid_content');
    expect((await failureOf(fileWriteCsv, { path: 'o/a.csv', from: 'bad.jsonl' }, context)).message).toContain('Line 2');
    expect(readdirSync(join(context.files.folder, 'o'))).toEqual([]);
  });

  it('wants rows or from, and not both', () => {
    expect(fileWriteCsv.manifest.parameters.safeParse({ path: 'a' }).success).toBe(false);
    expect(fileWriteCsv.manifest.parameters.safeParse({ path: 'a', rows: [], from: 'b' }).success).toBe(false);
  });

  it('writes what file.readCsv reads back, whatever the cells', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('"', ',', ';', '\n', '\r\n', '\r', '""', '=1', ' ', '', 'é', '\uFEFF'),
    );
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }));

    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(',', ';', '\t'), async (rows, delimiter) => {
        await outputOf(fileWriteCsv, { path: 'r.csv', rows, delimiter }, context);
        expect(await outputOf(fileReadCsv, { path: 'r.csv', header: false, types: 'text', delimiter }, context)).toEqual(rows);
      }),
      { numRuns: 200 },
    );
  });
});
