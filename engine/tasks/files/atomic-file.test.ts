import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestContext, type TestContext } from '../testing/context.ts';
import { writeAtomically } from './atomic-file.ts';

let context: TestContext;
let path: string;

beforeEach(() => {
  context = createTestContext();
  path = join(context.files.folder, 'a.txt');
});

const target = (ifExists: 'replace' | 'fail' | 'skip') => ({ files: context.files, path: 'a.txt', ifExists, signal: context.signal });

describe('writeAtomically', () => {
  it('keeps the old content and leaves no other file when the disk fills up in the middle', async () => {
    writeFileSync(path, 'old');

    const writing = writeAtomically(target('replace'), async (handle) => {
      await handle.writeFile('half');
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    });

    await expect(writing).rejects.toMatchObject({ failure: { kind: 'transient', code: 'disk_full' } });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(context.files.folder)).toEqual(['a.txt']);
  });

  it('shows nothing at the path before the content is whole', async () => {
    await writeAtomically(target('replace'), async (handle) => {
      await handle.writeFile('half');
      expect(readdirSync(context.files.folder)).not.toContain('a.txt');
      await handle.writeFile(' and half');
    });

    expect(readFileSync(path, 'utf8')).toBe('half and half');
  });

  it.each(['fail', 'skip'] as const)('with "%s" does not replace a file that appeared while it wrote', async (ifExists) => {
    const writing = writeAtomically(target(ifExists), async (handle) => {
      await handle.writeFile('mine');
      writeFileSync(path, 'theirs');
    });

    if (ifExists === 'skip') expect(await writing).toBeNull();
    else await expect(writing).rejects.toMatchObject({ failure: { code: 'file_exists' } });
    expect(readFileSync(path, 'utf8')).toBe('theirs');
    expect(readdirSync(context.files.folder)).toEqual(['a.txt']);
  });

  it('gives one of the contents whole when many write at once', async () => {
    const contents = Array.from({ length: 20 }, (_, n) => String(n).repeat(100_000));

    await Promise.all(contents.map((content) => writeAtomically(target('replace'), (handle) => handle.writeFile(content))));

    expect(contents).toContain(readFileSync(path, 'utf8'));
    expect(readdirSync(context.files.folder)).toEqual(['a.txt']);
  });
});
