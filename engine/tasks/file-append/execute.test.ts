import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestContext, type TestContext } from '../testing/context.ts';
import { failureOf, outputOf } from '../testing/run-task.ts';
import { fileAppend } from './execute.ts';

let context: TestContext;

beforeEach(() => {
  context = createTestContext();
});

const read = (name: string) => readFileSync(join(context.files.folder, name), 'utf8');

describe('file.append', () => {
  it('creates the file with its folders, then adds to it', async () => {
    await outputOf(fileAppend, { path: 'logs/a.txt', content: 'one\n' }, context);
    const output = await outputOf(fileAppend, { path: 'logs/a.txt', content: 'two\n' }, context);

    expect(output).toEqual({ path: 'logs/a.txt', sizeBytes: 8 });
    expect(read('logs/a.txt')).toBe('one\ntwo\n');
  });

  it('adds values as JSON lines, each on a line of its own', async () => {
    writeFileSync(join(context.files.folder, 'a.jsonl'), '{"first":true}');

    await outputOf(fileAppend, { path: 'a.jsonl', content: { n: 1 } }, context);
    await outputOf(fileAppend, { path: 'a.jsonl', content: [2, 'three'], as: 'jsonLines' }, context);
    await outputOf(fileAppend, { path: 'a.jsonl', content: 'four', as: 'jsonLines' }, context);

    expect(read('a.jsonl')).toBe('{"first":true}\n{"n":1}\n2\n"three"\n"four"\n');
  });

  it('loses no line of many appends at once', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, n) => outputOf(fileAppend, { path: 'a.jsonl', content: { n } }, context)));

    expect(read('a.jsonl').trim().split('\n')).toHaveLength(50);
  });

  it('refuses folders and links that lead outside', async () => {
    mkdirSync(join(context.files.folder, 'folder'));
    symlinkSync('/tmp', join(context.files.folder, 'tmp'));

    expect((await failureOf(fileAppend, { path: 'folder', content: '' }, context)).code).toBe('not_a_file');
    expect((await failureOf(fileAppend, { path: 'tmp/x', content: '' }, context)).code).toBe('path_not_allowed');
  });
});
