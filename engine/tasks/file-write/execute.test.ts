import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestContext, type TestContext } from '../testing/context.ts';
import { failureOf, outputOf } from '../testing/run-task.ts';
import { fileWrite } from './execute.ts';

let context: TestContext;
let folder: string;

beforeEach(() => {
  context = createTestContext();
  folder = context.files.folder;
});

describe('file.write', () => {
  it('writes text as it is and other values as JSON, creating folders', async () => {
    const output = await outputOf(fileWrite, { path: './a/b/c.txt', content: 'Käse' }, context);
    await outputOf(fileWrite, { path: 'd.json', content: { n: [1] } }, context);

    expect(output).toEqual({ path: 'a/b/c.txt', sizeBytes: 5 });
    expect(readFileSync(join(folder, 'a/b/c.txt'), 'utf8')).toBe('Käse');
    expect(JSON.parse(readFileSync(join(folder, 'd.json'), 'utf8'))).toEqual({ n: [1] });
  });

  it('writes JSON lines and base64', async () => {
    await outputOf(fileWrite, { path: 'a.jsonl', content: [{ n: 1 }, 'x'], as: 'jsonLines' }, context);
    await outputOf(fileWrite, { path: 'b.bin', content: 'AAH/', as: 'base64' }, context);
    await outputOf(fileWrite, { path: 'c.json', content: 'text', as: 'json' }, context);

    expect(readFileSync(join(folder, 'a.jsonl'), 'utf8')).toBe('{"n":1}\n"x"\n');
    expect([...readFileSync(join(folder, 'b.bin'))]).toEqual([0, 1, 255]);
    expect(readFileSync(join(folder, 'c.json'), 'utf8')).toBe('"text"\n');
  });

  it('refuses content that does not fit', async () => {
    expect((await failureOf(fileWrite, { path: 'a', content: {}, as: 'jsonLines' }, context)).code).toBe('invalid_content');
    expect((await failureOf(fileWrite, { path: 'a', content: 'ö', as: 'base64' }, context)).code).toBe('invalid_content');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('replaces, fails or skips when the file exists', async () => {
    writeFileSync(join(folder, 'a.txt'), 'old');

    expect(await failureOf(fileWrite, { path: 'a.txt', content: 'new', ifExists: 'fail' }, context)).toMatchObject({ code: 'file_exists' });
    expect(await outputOf(fileWrite, { path: 'a.txt', content: 'new!', ifExists: 'skip' }, context)).toEqual({
      path: 'a.txt',
      sizeBytes: 3,
    });
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('old');

    await outputOf(fileWrite, { path: 'a.txt', content: 'new!' }, context);
    await outputOf(fileWrite, { path: 'b.txt', content: 'b', ifExists: 'fail' }, context);
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('new!');
    expect(readdirSync(folder)).toEqual(['a.txt', 'b.txt']);
  });

  it('keeps the permissions of the file it replaces', async () => {
    writeFileSync(join(folder, 'run.sh'), 'old');
    chmodSync(join(folder, 'run.sh'), 0o750);

    await outputOf(fileWrite, { path: 'run.sh', content: 'new' }, context);

    expect(statSync(join(folder, 'run.sh')).mode & 0o777).toBe(0o750);
  });

  it('puts a new file in the place of the old one, so that an open reader keeps what it had', async () => {
    writeFileSync(join(folder, 'a.txt'), 'old');
    const before = statSync(join(folder, 'a.txt')).ino;

    await outputOf(fileWrite, { path: 'a.txt', content: 'new' }, context);

    expect(statSync(join(folder, 'a.txt')).ino).not.toBe(before);
  });

  it('writes through a link that stays inside, and refuses one that leads outside', async () => {
    writeFileSync(join(folder, 'target.txt'), 'old');
    symlinkSync('target.txt', join(folder, 'inner'));
    symlinkSync('/tmp/millrace-never-created', join(folder, 'outer'));

    await outputOf(fileWrite, { path: 'inner', content: 'new' }, context);

    expect(readFileSync(join(folder, 'target.txt'), 'utf8')).toBe('new');
    expect((await failureOf(fileWrite, { path: 'outer', content: 'x' }, context)).code).toBe('path_not_allowed');
    expect(existsSync('/tmp/millrace-never-created')).toBe(false);
  });

  it('refuses folders on the way that changed while it wrote, and leaves nothing behind', async () => {
    mkdirSync(join(folder, 'a'));
    let calls = 0;
    const resolve = async () => join(folder, calls++ === 0 ? 'a/x.txt' : 'elsewhere/x.txt');

    const failure = await failureOf(fileWrite, { path: 'a/x.txt', content: 'x' }, { ...context, files: { folder, resolve } });

    expect(failure.code).toBe('path_not_allowed');
    expect(readdirSync(join(folder, 'a'))).toEqual([]);
  });

  it('fails on a folder, on a file in place of a folder, a device and an impossible name', async () => {
    mkdirSync(join(folder, 'folder'));
    writeFileSync(join(folder, 'file'), '');
    const device = { ...context, files: { folder, resolve: async () => '/dev/null' } };

    expect((await failureOf(fileWrite, { path: 'folder', content: '' }, context)).code).toBe('not_a_file');
    expect((await failureOf(fileWrite, { path: 'file/x', content: '' }, context)).code).toBe('not_a_folder');
    expect((await failureOf(fileWrite, { path: 'x', content: '' }, device)).code).toBe('not_a_file');
    expect((await failureOf(fileWrite, { path: 'x'.repeat(300), content: '' }, context)).code).toBe('invalid_path');
  });

  it('leaves no temporary file when it is aborted', async () => {
    const controller = new AbortController();
    const content = 'x'.repeat(20_000_000);
    const resolve: typeof context.files.resolve = async (path, intent) => {
      queueMicrotask(() => controller.abort());
      return await context.files.resolve(path, intent);
    };

    const failure = await failureOf(
      fileWrite,
      { path: 'a.txt', content },
      { ...context, files: { folder, resolve }, signal: controller.signal },
    );

    expect(failure.code).toBe('aborted');
    expect(readdirSync(folder)).toEqual([]);
  });
});
