import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTemporaryFolder, createTestContext, type TestContext } from '../testing/context.ts';
import { failureOf, outputOf } from '../testing/run-task.ts';
import { fileList } from './execute.ts';

let context: TestContext;

beforeEach(() => {
  context = createTestContext();
});

function put(...names: string[]): void {
  for (const name of names) {
    const path = join(context.files.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'x'.repeat(name.length));
  }
}

async function paths(parameters: object): Promise<string[]> {
  const entries = (await outputOf(fileList, parameters, context)) as { path: string }[];
  return entries.map((entry) => entry.path);
}

describe('file.list', () => {
  it('lists a folder with sizes and times', async () => {
    put('in/b.csv');
    utimesSync(join(context.files.folder, 'in/b.csv'), 1_700_000_000, 1_700_000_000);

    expect(await outputOf(fileList, { path: 'in' }, context)).toEqual([
      { path: 'in/b.csv', name: 'b.csv', sizeBytes: 8, modifiedAt: '2023-11-14T22:13:20.000Z', kind: 'file' },
    ]);
  });

  it('takes the own folder by default, one level, files only, nothing hidden', async () => {
    put('b', 'a', '.hidden', 'sub/c', '.git/config');

    expect(await paths({})).toEqual(['a', 'b']);
    expect(await paths({ recursive: true })).toEqual(['a', 'b', 'sub/c']);
    expect(await paths({ kind: 'any' })).toEqual(['a', 'b', 'sub']);
    expect(await paths({ kind: 'folder', includeHidden: true })).toEqual(['.git', 'sub']);
    expect(await paths({ recursive: true, includeHidden: true })).toEqual(['.git/config', '.hidden', 'a', 'b', 'sub/c']);
  });

  it('lists what matches a pattern', async () => {
    put('in/a.csv', 'in/x/b.csv', 'in/x/c.txt', 'other.csv', 'in/.h/d.csv');

    expect(await paths({ pattern: '*.csv' })).toEqual(['other.csv']);
    expect(await paths({ pattern: 'in/**/*.csv' })).toEqual(['in/a.csv', 'in/x/b.csv']);
    expect(await paths({ pattern: 'in/.h/*' })).toEqual(['in/.h/d.csv']);
    expect(await paths({ pattern: '**/nothing' })).toEqual([]);
    expect(await paths({ pattern: 'other.csv' })).toEqual(['other.csv']);
  });

  it('sorts by name, size or time, either way, and limits after that', async () => {
    put('ccc', 'a', 'bb', 'dd');
    for (const [index, name] of ['bb', 'ccc', 'a', 'dd'].entries()) utimesSync(join(context.files.folder, name), index, index);

    expect(await paths({ order: 'descending' })).toEqual(['dd', 'ccc', 'bb', 'a']);
    expect(await paths({ sortBy: 'sizeBytes' })).toEqual(['a', 'bb', 'dd', 'ccc']);
    expect(await paths({ sortBy: 'sizeBytes', order: 'descending', limit: 3 })).toEqual(['ccc', 'bb', 'dd']);
    expect(await paths({ sortBy: 'modifiedAt', limit: 2 })).toEqual(['bb', 'ccc']);
  });

  it('follows no link out of the folders and enters no linked folder', async () => {
    const outside = createTemporaryFolder();
    writeFileSync(join(outside, 'secret'), 'x');
    put('sub/a');
    symlinkSync(outside, join(context.files.folder, 'out'));
    symlinkSync(join(outside, 'secret'), join(context.files.folder, 'out-file'));
    symlinkSync('missing', join(context.files.folder, 'dangling'));
    symlinkSync('sub/a', join(context.files.folder, 'inner-file'));
    symlinkSync('sub', join(context.files.folder, 'inner'));
    symlinkSync('..', join(context.files.folder, 'sub/up'));

    expect(await paths({ recursive: true, kind: 'any' })).toEqual(['inner', 'inner-file', 'sub', 'sub/a', 'sub/up']);
    expect((await failureOf(fileList, { path: 'out' }, context)).code).toBe('path_not_allowed');
    expect((await failureOf(fileList, { pattern: '../*' }, context)).code).toBe('path_not_allowed');
  });

  it('lists thousands in a stable order', async () => {
    put(...Array.from({ length: 3000 }, (_, n) => `d${n % 7}/f${n}`));

    const first = await paths({ recursive: true });

    expect(first).toHaveLength(3000);
    expect(first).toEqual([...first].sort());
  });

  it('says what is wrong with a folder or a pattern', async () => {
    put('file');

    expect((await failureOf(fileList, { path: 'missing' }, context)).code).toBe('file_not_found');
    expect((await failureOf(fileList, { path: 'file' }, context)).code).toBe('not_a_folder');
    expect((await failureOf(fileList, { pattern: '{a' }, context)).code).toBe('invalid_pattern');
    expect((await failureOf(fileList, {}, { ...context, signal: AbortSignal.abort() })).code).toBe('aborted');
  });
});
