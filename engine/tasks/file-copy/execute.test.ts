import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestContext, type TestContext } from '../testing/context.ts';
import { failureOf, outputOf } from '../testing/run-task.ts';
import { fileCopy } from './execute.ts';

let context: TestContext;

beforeEach(() => {
  context = createTestContext();
});

const at = (name: string) => join(context.files.folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');

function put(name: string, content = name): void {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), content);
}

describe('file.copy', () => {
  it('copies a file to a name, into a folder that exists, and into one to come', async () => {
    put('a.txt');
    chmodSync(at('a.txt'), 0o640);
    mkdirSync(at('there'));

    expect(await outputOf(fileCopy, { path: 'a.txt', to: 'b.txt' }, context)).toEqual([{ from: 'a.txt', to: 'b.txt' }]);
    expect(await outputOf(fileCopy, { path: 'a.txt', to: 'there' }, context)).toEqual([{ from: 'a.txt', to: 'there/a.txt' }]);
    expect(await outputOf(fileCopy, { path: 'a.txt', to: 'new/' }, context)).toEqual([{ from: 'a.txt', to: 'new/a.txt' }]);
    expect(read('new/a.txt')).toBe('a.txt');
    expect(statSync(at('b.txt')).mode & 0o777).toBe(0o640);
  });

  it('copies what matches, keeping the folders below the first wildcard', async () => {
    for (const name of ['in/a.csv', 'in/x/b.csv', 'in/x/c.txt']) put(name);

    expect(await outputOf(fileCopy, { pattern: 'in/**/*.csv', to: 'out' }, context)).toEqual([
      { from: 'in/a.csv', to: 'out/a.csv' },
      { from: 'in/x/b.csv', to: 'out/x/b.csv' },
    ]);
  });

  it('copies a folder only when told so, and not into itself', async () => {
    for (const name of ['d/a', 'd/sub/.b']) put(name);

    expect((await failureOf(fileCopy, { path: 'd', to: 'e' }, context)).code).toBe('folder_not_recursive');
    expect((await failureOf(fileCopy, { path: 'd', to: 'd/sub/', recursive: true }, context)).code).toBe('invalid_target');
    expect(await outputOf(fileCopy, { path: 'd', to: 'e', recursive: true }, context)).toHaveLength(2);
    expect(read('e/sub/.b')).toBe('d/sub/.b');
  });

  it('replaces, skips or fails when the target exists', async () => {
    put('a', 'new');
    put('b', 'old');

    expect(await outputOf(fileCopy, { path: 'a', to: 'b', ifExists: 'skip' }, context)).toEqual([]);
    expect((await failureOf(fileCopy, { path: 'a', to: 'b', ifExists: 'fail' }, context)).code).toBe('file_exists');
    expect(read('b')).toBe('old');
    await outputOf(fileCopy, { path: 'a', to: 'b' }, context);
    expect(read('b')).toBe('new');
  });

  it('copies several megabytes exactly', async () => {
    put('big', 'äöü'.repeat(1_000_000));

    await outputOf(fileCopy, { path: 'big', to: 'copy' }, context);

    expect(readFileSync(at('copy')).equals(readFileSync(at('big')))).toBe(true);
  });

  it('refuses to read or write outside', async () => {
    put('a');
    symlinkSync('/etc/hostname', at('link'));
    symlinkSync('/tmp', at('tmp'));

    for (const parameters of [
      { path: 'link', to: 'b' },
      { path: 'a', to: 'tmp/millrace-b' },
      { path: 'a', to: '../b' },
      { path: '/etc/hostname', to: 'b' },
    ]) {
      expect((await failureOf(fileCopy, parameters, context)).code).toBe('path_not_allowed');
    }
  });

  it('leaves nothing when the source is missing or the copy is aborted', async () => {
    put('a');

    expect((await failureOf(fileCopy, { path: 'missing', to: 'b' }, context)).code).toBe('file_not_found');
    expect((await failureOf(fileCopy, { path: 'a', to: 'b' }, { ...context, signal: AbortSignal.abort() })).code).toBe('aborted');
    expect(readdirSync(context.files.folder)).toEqual(['a']);
  });
});
