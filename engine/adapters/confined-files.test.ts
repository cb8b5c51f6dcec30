import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { TaskFailure } from '../tasks/execution.ts';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { createConfinedFiles } from './confined-files.ts';

let root: string;
let folder: string;
let outside: string;

beforeEach(() => {
  root = createTemporaryFolder();
  folder = join(root, 'flow');
  outside = join(root, 'outside');
  mkdirSync(join(folder, 'sub'), { recursive: true });
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret.txt'), 'secret');
});

async function codeOf(path: string, allowed: readonly string[] = [], intent: 'read' | 'write' = 'read'): Promise<string> {
  try {
    await createConfinedFiles({ folder, allowed }).resolve(path, intent);
    return 'allowed';
  } catch (error) {
    if (error instanceof TaskFailure) return error.failure.code;
    throw error;
  }
}

describe('createConfinedFiles', () => {
  it('resolves relative paths from the own folder, existing or not', async () => {
    const files = createConfinedFiles({ folder, allowed: [] });

    expect(await files.resolve('a/b.txt', 'write')).toBe(join(folder, 'a/b.txt'));
    expect(await files.resolve('sub/../x', 'read')).toBe(join(folder, 'x'));
    expect(await files.resolve('.', 'read')).toBe(folder);
    expect(await files.resolve(join(folder, 'x'), 'read')).toBe(join(folder, 'x'));
  });

  it.each([
    '../outside/secret.txt',
    '..',
    'sub/../../x',
    '/etc/passwd',
    '',
    'a\0b',
    'C:\\x',
    'c:x',
    'c:/x',
    '\\\\server\\share',
    '//server/share',
    '..\\x',
  ])('refuses %j', async (path) => {
    expect(await codeOf(path)).toBe('path_not_allowed');
    expect(await codeOf(path, [], 'write')).toBe('path_not_allowed');
  });

  it('refuses a folder whose name only starts like an allowed one', async () => {
    mkdirSync(`${folder}-other`);
    expect(await codeOf(`${folder}-other/x`)).toBe('path_not_allowed');
    expect(await codeOf('..x')).toBe('allowed');
  });

  it('allows declared folders, relative ones included', async () => {
    expect(await codeOf('../outside/secret.txt', [outside])).toBe('allowed');
    expect(await codeOf(join(outside, 'new/file'), ['../outside'], 'write')).toBe('allowed');
    expect(await codeOf('../third/x', ['../outside'])).toBe('path_not_allowed');
  });

  it('follows links before it decides, also of a missing target and of a folder on the way', async () => {
    symlinkSync(outside, join(folder, 'out'));
    symlinkSync(join(outside, 'missing.txt'), join(folder, 'dangling'));
    symlinkSync('sub', join(folder, 'inner'));
    symlinkSync('dangling', join(folder, 'twice'));

    expect(await codeOf('out/secret.txt')).toBe('path_not_allowed');
    expect(await codeOf('out/new/file.txt', [], 'write')).toBe('path_not_allowed');
    expect(await codeOf('dangling', [], 'write')).toBe('path_not_allowed');
    expect(await codeOf('twice', [], 'write')).toBe('path_not_allowed');
    expect(await codeOf('dangling/below', [], 'write')).toBe('path_not_allowed');
    expect(await createConfinedFiles({ folder, allowed: [] }).resolve('inner/x', 'write')).toBe(join(folder, 'sub/x'));
  });

  it('refuses links in a circle', async () => {
    symlinkSync('b', join(folder, 'a'));
    symlinkSync('a', join(folder, 'b'));

    expect(await codeOf('a')).toBe('path_not_allowed');
    expect(await codeOf('a/x', [], 'write')).toBe('path_not_allowed');
  });

  it('allows an own folder that is itself behind a link', async () => {
    symlinkSync(folder, join(root, 'alias'));

    expect(await createConfinedFiles({ folder: join(root, 'alias'), allowed: [] }).resolve('x', 'write')).toBe(join(folder, 'x'));
  });

  it('names the path, the allowed folders and the remedy', async () => {
    const files = createConfinedFiles({ folder, allowed: [outside] });

    await expect(files.resolve('/etc/passwd', 'read')).rejects.toThrow('"/etc/passwd"');
    await expect(files.resolve('/etc/passwd', 'read')).rejects.toThrow(`${folder}, ${outside}`);
    await expect(files.resolve('/etc/passwd', 'read')).rejects.toThrow('permissions.folders');
  });

  it('never resolves to a place outside, whatever the path', async () => {
    symlinkSync(outside, join(folder, 'out'));
    symlinkSync('..', join(folder, 'sub/up'));
    const part = fc.constantFrom('..', '.', '', 'sub', 'up', 'out', 'x', 'secret.txt', 'out/..', '...');
    const files = createConfinedFiles({ folder, allowed: [] });

    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 8 }), async (parts) => {
        const real = await files.resolve(parts.join('/'), 'read').catch((error: unknown) => {
          if (error instanceof TaskFailure) return null;
          throw error;
        });
        expect(real === null || real === folder || real.startsWith(`${folder}/`)).toBe(true);
      }),
    );
  });
});
