import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestContext, type TestContext } from '../testing/context.ts';
import { failureOf, outputOf } from '../testing/run-task.ts';
import { fileReadCsv } from './execute.ts';

let context: TestContext;

beforeEach(() => {
  context = createTestContext();
});

async function readText(content: string | Uint8Array, parameters: object = {}): Promise<unknown> {
  writeFileSync(join(context.files.folder, 'a.csv'), content);
  return await outputOf(fileReadCsv, { path: 'a.csv', ...parameters }, context);
}

async function failText(content: string | Uint8Array, parameters: object = {}) {
  writeFileSync(join(context.files.folder, 'a.csv'), content);
  return await failureOf(fileReadCsv, { path: 'a.csv', ...parameters }, context);
}

describe('file.readCsv', () => {
  it('gives objects named by the header, with types recognized', async () => {
    const rows = await readText(
      'id,name,ok,none,zip,price\r\n1,"Ada, Countess",true,,007,-1.5e2\r\n2,"say ""hi""\nthere",FALSE,NULL,12345678901234567890,1e999',
    );

    expect(rows).toEqual([
      { id: 1, name: 'Ada, Countess', ok: true, none: null, zip: '007', price: -150 },
      { id: 2, name: 'say "hi"\nthere', ok: false, none: null, zip: '12345678901234567890', price: '1e999' },
    ]);
  });

  it('leaves every cell text with types: "text"', async () => {
    expect(await readText('a,b\n1,\n', { types: 'text' })).toEqual([{ a: '1', b: '' }]);
  });

  it('takes lists without a header, and names given', async () => {
    expect(await readText('a,1\nb,2\n', { header: false })).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(await readText('a,1\n', { header: ['k', 'v'] })).toEqual([{ k: 'a', v: 1 }]);
    expect((await failText('a,1\n', { header: ['k'] })).code).toBe('invalid_csv');
  });

  it.each([
    ['comma', 'a,b;c\n1,2\n', { a: 1, 'b;c': 2 }],
    ['semicolon', 'a;b;"x,y,z"\n1;2;3\n', { a: 1, b: 2, 'x,y,z': 3 }],
    ['tab', 'a\tb\n1\t2\n', { a: 1, b: 2 }],
    ['bar', 'a|b\n1|2', { a: 1, b: 2 }],
    ['nothing', 'a\n1\n', { a: 1 }],
  ])('finds the delimiter: %s', async (_, content, row) => {
    expect(await readText(content)).toEqual([row]);
  });

  it('removes a byte order mark, also before a quoted name', async () => {
    expect(await readText('\uFEFF"id";"n"\n1;2')).toEqual([{ id: 1, n: 2 }]);
  });

  it('reads other quotes, none, and other delimiters', async () => {
    expect(await readText("a~b\n'x~y'~'it''s'\n", { delimiter: '~', quote: "'" })).toEqual([{ a: 'x~y', b: "it's" }]);
    expect(await readText('a,b\n5",6"\n', { quote: '' })).toEqual([{ a: '5"', b: '6"' }]);
  });

  it('reads Latin-1 as spreadsheets write it, and refuses it as UTF-8', async () => {
    const bytes = Buffer.from([0x61, 0x0a, 0xe4, 0x80, 0x0a]);

    expect(await readText(bytes, { encoding: 'latin1' })).toEqual([{ a: 'ä€' }]);
    expect((await failText(bytes)).code).toBe('invalid_encoding');
    expect((await failText(Buffer.from('\uFEFFa\n1', 'utf16le'))).message).toContain('UTF-16');
  });

  it('makes harmless what is not fit for a field name', async () => {
    expect(await readText('a,a,,a_2,a\n1,2,3,4,5')).toEqual([{ a: 1, a_2: 2, column_3: 3, a_2_2: 4, a_3: 5 }]);

    for (const name of ['__proto__', 'constructor', 'prototype']) {
      expect((await failText(`a,${name}\n1,2`)).message).toContain(name);
    }
    expect(await readText('a,__proto__\n1,2', { header: ['a', 'b'], skip: 1 })).toEqual([{ a: 1, b: 2 }]);
  });

  it('names the line of a ragged row, and takes it when relaxed', async () => {
    const failure = await failText('a,b\n1,2\n"x\ny",2\n1\n');

    expect(failure).toMatchObject({ code: 'invalid_csv', details: { line: 5 } });
    expect(failure.message).toContain('Line 5 of "a.csv"');
    expect(await readText('a,b\n1\n1,2,3\n', { relaxed: true })).toEqual([
      { a: 1, b: null },
      { a: 1, b: 2, column_3: 3 },
    ]);
  });

  it('says so when a quote is not closed or out of place', async () => {
    expect((await failText('a,b\n"1,2\n3,4\n')).message).toContain('closing quote is missing');
    expect((await failText('a,b\n1,x"y\n')).code).toBe('invalid_csv');
    expect((await failText(`a\n"${'x\n'.repeat(9_000_000)}`)).message).toContain('16 MB');
  });

  it('selects columns, skips and limits rows', async () => {
    const content = 'a,b,c\n1,2,3\n4,5,6\n7,8,9\n';

    expect(await readText(content, { columns: ['c', 'a'], skip: 1, limit: 1 })).toEqual([{ c: 6, a: 4 }]);
    expect(await readText(content, { skip: 5 })).toEqual([]);
    expect(await readText(content, { limit: 0 })).toEqual([]);
    expect((await failText(content, { columns: ['d'] })).message).toContain('It has "a", "b", "c"');
    expect((await failText('', { columns: ['d'] })).code).toBe('unknown_column');
  });

  it('gives nothing for an empty file and for a header alone', async () => {
    expect(await readText('')).toEqual([]);
    expect(await readText('a,b\n')).toEqual([]);
  });

  it('skips and limits across pieces of a large file', async () => {
    const lines = Array.from({ length: 60_000 }, (_, n) => `${n},"row, ${n}"`);

    const rows = (await readText(`n,t\n${lines.join('\n')}`, { skip: 25_000, limit: 30_000 })) as { n: number; t: string }[];

    expect(rows).toHaveLength(30_000);
    expect(rows[0]).toEqual({ n: 25_000, t: 'row, 25000' });
    expect(rows.at(-1)).toEqual({ n: 54_999, t: 'row, 54999' });
  });

  it('fails above maxRows and says what to do', async () => {
    expect(await readText('a\n1\n2\n', { maxRows: 2 })).toHaveLength(2);
    expect((await failText('a\n1\n2\n3\n', { maxRows: 2 })).message).toContain('saveTo');
  });

  it('saves JSON lines and leaves nothing behind when the CSV is bad', async () => {
    expect(await readText('a,b\n1,x\n2,y\n', { saveTo: 'out/a.jsonl', columns: ['b'] })).toEqual({ path: 'out/a.jsonl', rows: 2 });
    expect(readFileSync(join(context.files.folder, 'out/a.jsonl'), 'utf8')).toBe('{"b":"x"}\n{"b":"y"}\n');

    expect((await failText('a,b\n1,x\n2\n', { saveTo: 'bad/b.jsonl' })).code).toBe('invalid_csv');
    expect(readdirSync(join(context.files.folder, 'bad'))).toEqual([]);
  });

  it('stops in the middle when it is aborted and leaves no file', async () => {
    const controller = new AbortController();
    writeFileSync(join(context.files.folder, 'a.csv'), `a\n${'1234567890\n'.repeat(500_000)}`);
    const resolve: typeof context.files.resolve = async (path, intent) => {
      setImmediate(() => controller.abort());
      return await context.files.resolve(path, intent);
    };

    const failure = await failureOf(
      fileReadCsv,
      { path: 'a.csv', saveTo: 'b.jsonl' },
      { ...context, files: { ...context.files, resolve }, signal: controller.signal },
    );

    expect(failure.code).toBe('aborted');
    expect(readdirSync(context.files.folder)).toEqual(['a.csv']);
  });

  it('refuses a quote that is the delimiter too', () => {
    expect(fileReadCsv.manifest.parameters.safeParse({ path: 'a', delimiter: ';', quote: ';' }).success).toBe(false);
  });

  it('refuses columns without a header', () => {
    expect(fileReadCsv.manifest.parameters.safeParse({ path: 'a', header: false, columns: ['x'] }).success).toBe(false);
  });

  it('survives any text: rows or a clear failure', async () => {
    const piece = fc.constantFrom('a', '"', '""', ',', ';', '\n', '\r\n', '\r', '\t', '|', ' ', '1', '__proto__', 'é', '\uFEFF', '\0');

    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), fc.boolean(), async (pieces, relaxed) => {
        writeFileSync(join(context.files.folder, 'any.csv'), pieces.join(''));
        const parameters = fileReadCsv.manifest.parameters.parse({ path: 'any.csv', relaxed });
        const code = await outputOf(fileReadCsv, parameters, context).then(
          () => 'rows',
          (error: { failure?: { code: string } }) => error.failure?.code,
        );
        expect(['rows', 'invalid_csv']).toContain(code);
      }),
      { numRuns: 200 },
    );
    expect(existsSync(context.files.folder)).toBe(true);
  });
});
