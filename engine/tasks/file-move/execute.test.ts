import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createConfinedFiles } from '../../adapters/confined-files.ts';
import { createTestContext, type TestContext } from '../testing/context.ts';
import { failureOf, outputOf } from '../testing/run-task.ts';
import { fileMove } from './execute.ts';

let context: TestContext;

beforeEach(() => {
  context = createTestContext();
});

const at = (name: string) => join(context.files.folder, name);

function put(name: string, content = name): void {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), content);
}

describe('file.move', () => {
  it('renames a file, moves it into a folder, and moves a folder', async () => {
    put('a.txt');
    put('d/x');

    expect(await outputOf(fileMove, { path: 'a.txt', to: 'b.txt' }, context)).toEqual([{ from: 'a.txt', to: 'b.txt' }]);
    expect(await outputOf(fileMove, { path: 'b.txt', to: 'd' }, context)).toEqual([{ from: 'b.txt', to: 'd/b.txt' }]);
    expect(await outputOf(fileMove, { path: 'd', to: 'e/f' }, context)).toEqual([{ from: 'd', to: 'e/f' }]);
    expect(readdirSync(at('e/f'))).toEqual(['b.txt', 'x']);
    expect(readdirSync(context.files.folder)).toEqual(['e']);
  });

  it('moves what matches, keeping the folders below the first wildcard', async () => {
    for (const name of ['in/a.csv', 'in/x/b.csv', 'in/c.txt']) put(name);

    await outputOf(fileMove, { pattern: 'in/**/*.csv', to: 'done' }, context);

    expect(readdirSync(at('done'), { recursive: true }).sort()).toEqual(['a.csv', 'x', 'x/b.csv']);
    expect(existsSync(at('in/c.txt'))).toBe(true);
    expect(existsSync(at('in/a.csv'))).toBe(false);
  });

  it('replaces, skips or fails when the target exists, and never replaces a folder', async () => {
    put('a', 'new');
    put('b', 'old');
    put('d/b/inside');

    expect(await outputOf(fileMove, { path: 'a', to: 'b', ifExists: 'skip' }, context)).toEqual([]);
    expect((await failureOf(fileMove, { path: 'a', to: 'b', ifExists: 'fail' }, context)).code).toBe('file_exists');
    expect((await failureOf(fileMove, { path: 'b', to: 'd' }, context)).code).toBe('file_exists');
    expect(readFileSync(at('b'), 'utf8')).toBe('old');
    await outputOf(fileMove, { path: 'a', to: 'b' }, context);
    await outputOf(fileMove, { path: 'b', to: 'c', ifExists: 'fail' }, context);
    expect(readFileSync(at('c'), 'utf8')).toBe('new');
    expect(readdirSync(context.files.folder)).toEqual(['c', 'd']);
  });

  it('moves a link as a link, also one that leads outside', async () => {
    symlinkSync('/etc/hostname', at('link'));

    await outputOf(fileMove, { path: 'link', to: 'moved' }, context);

    expect(lstatSync(at('moved')).isSymbolicLink()).toBe(true);
  });

  it('never moves the own folder, into itself, in or out of the allowed folders', async () => {
    put('d/x');
    put('a');

    expect((await failureOf(fileMove, { path: '.', to: 'd/' }, context)).code).toBe('path_not_allowed');
    expect((await failureOf(fileMove, { path: 'd/..', to: 'e' }, context)).code).toBe('path_not_allowed');
    expect((await failureOf(fileMove, { path: 'd', to: 'd/y' }, context)).code).toBe('invalid_target');
    expect((await failureOf(fileMove, { path: 'a', to: '/tmp/millrace-a' }, context)).code).toBe('path_not_allowed');
    expect((await failureOf(fileMove, { path: '/etc/hostname', to: 'b' }, context)).code).toBe('path_not_allowed');
    expect(await outputOf(fileMove, { path: 'a', to: 'a' }, context)).toEqual([{ from: 'a', to: 'a' }]);
  });

  it('says so when there is nothing to move', async () => {
    expect((await failureOf(fileMove, { path: 'missing', to: 'b' }, context)).code).toBe('file_not_found');
    expect(await outputOf(fileMove, { pattern: '*.csv', to: 'b' }, context)).toEqual([]);
  });

  // Only where the machine has a second disk to move to.
  const isOtherDisk = existsSync('/dev/shm') && statSync('/dev/shm').dev !== statSync(createTestContext().files.folder).dev;
  it.runIf(isOtherDisk)('copies and deletes to reach another disk', async () => {
    const shared = mkdtempSync('/dev/shm/millrace-test-');
    try {
      put('d/x');
      put('d/sub/y');
      put('a');
      mkdirSync(at('d/empty'));
      symlinkSync('/etc/hostname', at('d/link'));
      symlinkSync('nowhere', at('alone'));
      const files = createConfinedFiles({ folder: context.files.folder, allowed: [shared] });

      await outputOf(fileMove, { path: 'a', to: `${shared}/` }, { ...context, files });
      await outputOf(fileMove, { path: 'd', to: `${shared}/e` }, { ...context, files });
      await outputOf(fileMove, { path: 'alone', to: `${shared}/` }, { ...context, files });

      expect(readdirSync(shared, { recursive: true }).sort()).toEqual(['a', 'alone', 'e', 'e/empty', 'e/link', 'e/sub', 'e/sub/y', 'e/x']);
      expect(readlinkSync(join(shared, 'e/link'))).toBe('/etc/hostname');
      expect(readdirSync(context.files.folder)).toEqual([]);
    } finally {
      rmSync(shared, { recursive: true });
    }
  });
});
