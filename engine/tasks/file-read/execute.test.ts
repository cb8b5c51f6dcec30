import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestContext, type TestContext } from '../testing/context.ts';
import { failureOf, outputOf } from '../testing/run-task.ts';
import { fileRead } from './execute.ts';

let context: TestContext;

beforeEach(() => {
  context = createTestContext();
});

function put(name: string, content: string | Uint8Array): void {
  writeFileSync(join(context.files.folder, name), content);
}

describe('file.read', () => {
  it('lets the extension decide what comes out', async () => {
    put('a.json', '{"n":1}');
    put('b.JSONL', '{"n":1}\n\n[2]\r\n');
    put('c.txt', '{"n":1}');

    expect(await outputOf(fileRead, { path: 'a.json' }, context)).toEqual({ n: 1 });
    expect(await outputOf(fileRead, { path: 'b.JSONL' }, context)).toEqual([{ n: 1 }, [2]]);
    expect(await outputOf(fileRead, { path: 'c.txt' }, context)).toBe('{"n":1}');
  });

  it('reads lines, base64 and an empty file', async () => {
    put('lines', 'one\r\n\ntwo\n');
    put('empty', '');

    expect(await outputOf(fileRead, { path: 'lines', as: 'lines' }, context)).toEqual(['one', '', 'two']);
    expect(await outputOf(fileRead, { path: 'lines', as: 'base64' }, context)).toBe(Buffer.from('one\r\n\ntwo\n').toString('base64'));
    expect(await outputOf(fileRead, { path: 'empty' }, context)).toBe('');
    expect(await outputOf(fileRead, { path: 'empty', as: 'lines' }, context)).toEqual([]);
  });

  it('removes a byte order mark', async () => {
    put('bom.json', '\uFEFF{"n":1}');

    expect(await outputOf(fileRead, { path: 'bom.json' }, context)).toEqual({ n: 1 });
  });

  it('refuses text that is not UTF-8, and says when it is UTF-16', async () => {
    put('latin.txt', Buffer.from('Käse', 'latin1'));
    put('wide.txt', Buffer.from('\uFEFFKäse', 'utf16le'));

    expect(await failureOf(fileRead, { path: 'latin.txt' }, context)).toMatchObject({ kind: 'user', code: 'invalid_encoding' });
    expect((await failureOf(fileRead, { path: 'wide.txt' }, context)).message).toContain('UTF-16');
  });

  it('names the line of bad JSON', async () => {
    put('bad.jsonl', '1\n\n{oops\n');

    const failure = await failureOf(fileRead, { path: 'bad.jsonl' }, context);

    expect(failure.code).toBe('invalid_json');
    expect(failure.message).toContain('Line 3 of "bad.jsonl"');
  });

  it('refuses JSON that is nested without end', async () => {
    put('deep.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`);

    expect((await failureOf(fileRead, { path: 'deep.json' }, context)).code).toBe('invalid_json');
  });

  it('refuses a file above maxBytes and takes one of exactly that size', async () => {
    put('five.txt', '12345');

    expect(await outputOf(fileRead, { path: 'five.txt', maxBytes: 5 }, context)).toBe('12345');
    expect((await failureOf(fileRead, { path: 'five.txt', maxBytes: 4 }, context)).code).toBe('file_too_large');
  });

  it('reads files of several megabytes whole', async () => {
    put('big.txt', 'ä'.repeat(3_000_000));

    expect(await outputOf(fileRead, { path: 'big.txt' }, context)).toHaveLength(3_000_000);
  });

  it('says what is there instead of a file', async () => {
    mkdirSync(join(context.files.folder, 'folder'));
    put('file', '');

    expect((await failureOf(fileRead, { path: 'missing' }, context)).code).toBe('file_not_found');
    expect((await failureOf(fileRead, { path: 'folder' }, context)).code).toBe('not_a_file');
    expect((await failureOf(fileRead, { path: 'file/below' }, context)).code).toBe('not_a_folder');
  });

  it('refuses a named pipe instead of waiting for a writer', async () => {
    execFileSync('mkfifo', [join(context.files.folder, 'pipe')]);

    expect((await failureOf(fileRead, { path: 'pipe' }, context)).code).toBe('not_a_file');
  });

  it('refuses to leave the folder, by name or by link', async () => {
    symlinkSync('/etc', join(context.files.folder, 'etc'));

    expect((await failureOf(fileRead, { path: '../x' }, context)).code).toBe('path_not_allowed');
    expect((await failureOf(fileRead, { path: 'etc/hostname' }, context)).code).toBe('path_not_allowed');
  });

  it('refuses a file that turned into a link after the check', async () => {
    put('real.txt', 'x');
    symlinkSync('/etc/hostname', join(context.files.folder, 'link'));
    const swapped = { ...context, files: { ...context.files, resolve: async () => join(context.files.folder, 'link') } };

    expect((await failureOf(fileRead, { path: 'real.txt' }, swapped)).code).toBe('path_not_allowed');
  });

  it('stops when it is aborted', async () => {
    put('a.txt', 'x');

    expect((await failureOf(fileRead, { path: 'a.txt' }, { ...context, signal: AbortSignal.abort() })).code).toBe('aborted');
  });
});
