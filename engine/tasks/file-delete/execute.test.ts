import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createConfinedFiles } from '../../adapters/confined-files.ts';
import { createTemporaryFolder, createTestContext, type TestContext } from '../testing/context.ts';
import { failureOf, outputOf } from '../testing/run-task.ts';
import { fileDelete } from './execute.ts';

let context: TestContext;

beforeEach(() => {
  context = createTestContext();
});

const at = (name: string) => join(context.files.folder, name);

function put(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), name);
  }
}

describe('file.delete', () => {
  it('deletes a file and says which', async () => {
    put('d/a', 'd/b');

    expect(await outputOf(fileDelete, { path: './d/a' }, context)).toEqual([{ path: 'd/a' }]);
    expect(readdirSync(at('d'))).toEqual(['b']);
  });

  it('deletes a folder with what it holds only when told so', async () => {
    put('d/a', 'd/sub/b');
    mkdirSync(at('empty'));

    expect((await failureOf(fileDelete, { path: 'd' }, context)).code).toBe('folder_not_empty');
    expect(await outputOf(fileDelete, { path: 'empty' }, context)).toEqual([{ path: 'empty' }]);
    expect(await outputOf(fileDelete, { path: 'd', recursive: true }, context)).toEqual([{ path: 'd' }]);
    expect(readdirSync(context.files.folder)).toEqual([]);
  });

  it('deletes what matches, files only, hidden ones only on request', async () => {
    put('a.tmp', 'x/b.tmp', '.c.tmp', 'keep');
    mkdirSync(at('folder.tmp'));

    expect(await outputOf(fileDelete, { pattern: '**/*.tmp' }, context)).toEqual([{ path: 'a.tmp' }, { path: 'x/b.tmp' }]);
    expect(await outputOf(fileDelete, { pattern: '*.tmp', includeHidden: true }, context)).toEqual([{ path: '.c.tmp' }]);
    expect(await outputOf(fileDelete, { pattern: '*.tmp' }, context)).toEqual([]);
    expect(readdirSync(context.files.folder)).toEqual(['folder.tmp', 'keep', 'x']);
  });

  it('accepts that nothing is there only when told so', async () => {
    expect((await failureOf(fileDelete, { path: 'a' }, context)).code).toBe('file_not_found');
    expect(await outputOf(fileDelete, { path: 'a', missingOk: true }, context)).toEqual([]);
    expect(await outputOf(fileDelete, { path: 'no/such/a', missingOk: true }, context)).toEqual([]);
  });

  it('deletes a link, never what it leads to', async () => {
    const outside = createTemporaryFolder();
    writeFileSync(join(outside, 'keep'), '');
    mkdirSync(at('d'));
    symlinkSync(outside, at('link'));
    symlinkSync(outside, at('d/link'));

    await outputOf(fileDelete, { path: 'link', recursive: true }, context);
    await outputOf(fileDelete, { path: 'd', recursive: true }, context);

    expect(readdirSync(outside)).toEqual(['keep']);
    expect(readdirSync(context.files.folder)).toEqual([]);
  });

  it('never deletes through a link in the way', async () => {
    const outside = createTemporaryFolder();
    writeFileSync(join(outside, 'keep'), '');
    symlinkSync(outside, at('link'));

    expect((await failureOf(fileDelete, { path: 'link/keep' }, context)).code).toBe('path_not_allowed');
    expect(await outputOf(fileDelete, { pattern: '**/keep' }, context)).toEqual([]);
    expect(readdirSync(outside)).toEqual(['keep']);
  });

  it('never deletes the own folder, a declared one, or what holds them', async () => {
    put('sub/x');
    const declared = createTemporaryFolder();
    const wide = { ...context, files: createConfinedFiles({ folder: context.files.folder, allowed: ['..', declared] }) };
    const narrow = { ...context, files: createConfinedFiles({ folder: context.files.folder, allowed: [declared] }) };

    for (const path of ['.', '', 'sub/..', context.files.folder, '..', '/', `../${basename(context.files.folder)}`].filter(Boolean)) {
      expect((await failureOf(fileDelete, { path, recursive: true }, wide)).code).toBe('path_not_allowed');
    }
    expect((await failureOf(fileDelete, { path: declared, recursive: true }, narrow)).code).toBe('path_not_allowed');
    expect(existsSync(at('sub/x'))).toBe(true);
    expect(existsSync(declared)).toBe(true);
  });

  it('stops when it is aborted', async () => {
    put('d/a');

    expect((await failureOf(fileDelete, { path: 'd', recursive: true }, { ...context, signal: AbortSignal.abort() })).code).toBe('aborted');
    expect(existsSync(at('d/a'))).toBe(true);
  });
});
