import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../ports.ts';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { type FileSystem, nodeFiles } from './file-system.ts';
import { createMemoryRunLogs, type RunLogs } from './run-logs.ts';
import { createFileRunLogs } from './run-logs-file.ts';

const run = '20260301-120000-abc';
const line = (task: string, level: LogLine['level'], text = 'x'): LogLine => ({ at: 1, level, task, attempt: 1, text });

async function linesOf(logs: RunLogs, query: Parameters<RunLogs['read']>[1] = {}, id = run): Promise<readonly LogLine[]> {
  return (await logs.read(id, query)).lines.map((placed) => placed.line);
}

function describeRunLogs(name: string, create: () => RunLogs): void {
  describe(name, () => {
    it('gives lines back in order, by task with everything inside it, and by level', async () => {
      const logs = create();
      const lines = [line('a', 'debug'), line('a[1]', 'info'), line('a[1].b', 'warn'), line('ab', 'error')];
      for (const each of lines) logs.write(run, each);

      expect(await linesOf(logs)).toEqual(lines);
      expect(await linesOf(logs, { task: 'a' })).toEqual(lines.slice(0, 3));
      expect(await linesOf(logs, { level: 'warn' })).toEqual(lines.slice(2));
      expect(await linesOf(logs, {}, '20260301-120000-other')).toEqual([]);
      await logs.close();
    });

    it('gives pages that follow one another, whatever is written meanwhile', async () => {
      const logs = create();
      const lines = Array.from({ length: 25 }, (_, index) => line(index % 2 === 0 ? 'even' : 'odd', 'info', `line ${index}`));
      const read: LogLine[] = [];
      let offset = 0;
      for (const [index, each] of lines.entries()) {
        logs.write(run, each);
        if (index % 7 !== 6) continue;
        const page = await logs.read(run, { task: 'odd', offset, limit: 2 });
        read.push(...page.lines.map((placed) => placed.line));
        offset = page.next;
      }
      for (let isEnd = false; !isEnd; ) {
        const page = await logs.read(run, { task: 'odd', offset, limit: 2 });
        read.push(...page.lines.map((placed) => placed.line));
        ({ isEnd, next: offset } = page);
      }

      expect(read).toEqual(lines.filter(({ task }) => task === 'odd'));
      await logs.close();
    });

    it('goes on behind any one line', async () => {
      const logs = create();
      const lines = ['a', 'bb', 'ccc', 'ünïcödé'].map((text) => line('t', 'info', text));
      for (const each of lines) logs.write(run, each);

      const { lines: placed } = await logs.read(run);

      for (const [index, { next }] of placed.entries()) expect(await linesOf(logs, { offset: next })).toEqual(lines.slice(index + 1));
      await logs.close();
    });

    it('is gone for good when it is removed', async () => {
      const logs = create();
      for (let count = 0; count < 100; count += 1) logs.write(run, line('a', 'info', 'y'.repeat(1000)));
      await logs.flush(run);

      await logs.remove(run);

      expect(await linesOf(logs)).toEqual([]);
      const left: string[] = [];
      for await (const runs of logs.runs()) left.push(...runs);
      expect(left).toEqual([]);
      await logs.close();
    });
  });
}

describeRunLogs('logs in memory', createMemoryRunLogs);
describeRunLogs('logs on disk', () => createFileRunLogs({ folder: createTemporaryFolder() }));
describeRunLogs('logs on disk in many parts', () =>
  createFileRunLogs({ folder: createTemporaryFolder(), capBytes: 100_000, flushAfterMs: 1 }),
);

describe('logs on disk', () => {
  it('keep the beginning and the end of one that is too long, and say what is missing', async () => {
    const folder = createTemporaryFolder();
    const logs = createFileRunLogs({ folder, capBytes: 400_000 });
    for (let count = 0; count < 40; count += 1) {
      for (let index = 0; index < 5; index += 1) logs.write(run, line('a', 'info', `${count * 5 + index} ${'y'.repeat(14_000)}`));
      await logs.flush(run);
    }

    const texts = (await linesOf(logs)).map(({ text }) => text.slice(0, 20).split(' ')[0]);

    expect(texts[0]).toBe('0');
    expect(texts.at(-1)).toBe('199');
    expect(texts.length).toBeLessThan(35);
    const notes = (await linesOf(logs, { level: 'warn' })).map(({ text }) => text);
    expect(notes).toEqual([expect.stringMatching(/^2 MB of the log are not kept/)]);
    await logs.close();
  });

  it('leave out lines that come faster than the disk takes them, say so, and hold nobody up', async () => {
    let release: () => void = () => undefined;
    const stuck = new Promise<void>((resolve) => {
      release = resolve;
    });
    const files: FileSystem = {
      ...nodeFiles,
      open: async (path, mode) => {
        await stuck;
        return nodeFiles.open(path, mode);
      },
    };
    const logs = createFileRunLogs({ folder: createTemporaryFolder(), files });
    for (let count = 0; count < 20_000; count += 1) logs.write(run, line('a', 'info', `${count} ${'y'.repeat(1000)}`));
    release();

    const lines = await linesOf(logs);

    expect(lines.length).toBeLessThan(5000);
    expect(lines.filter(({ level }) => level === 'warn').map(({ text }) => text)).toEqual([
      `${20_000 - (lines.length - 1)} lines are not kept here: they came faster than the disk takes them`,
    ]);
    await logs.close();
  });

  it('stand in a file per run, below its month', async () => {
    const folder = createTemporaryFolder();
    const logs = createFileRunLogs({ folder });
    logs.write(run, line('a', 'info', 'hello'));
    await logs.close();

    expect(JSON.parse(await readFile(join(folder, '2026-03', `${run}.jsonl`), 'utf8'))).toEqual(line('a', 'info', 'hello'));
  });

  it('go on behind a line that a kill has cut short', async () => {
    const folder = createTemporaryFolder();
    const before = createFileRunLogs({ folder });
    before.write(run, line('a', 'info', 'first'));
    await before.close();
    await appendFile(join(folder, '2026-03', `${run}.jsonl`), '{"at":1,"lev');

    const after = createFileRunLogs({ folder });
    const { next } = await after.read(run);
    after.write(run, line('a', 'info', 'second'));

    expect((await linesOf(after)).map(({ text }) => text)).toEqual(['first', 'second']);
    expect((await linesOf(after, { offset: next })).map(({ text }) => text)).toEqual(['second']);
    await after.close();
  });

  it('take no more room than they may, and leave no folder behind', async () => {
    const folder = createTemporaryFolder();
    const logs = createFileRunLogs({ folder, capBytes: 100_000 });
    for (let count = 0; count < 100; count += 1) {
      logs.write(run, line('a', 'info', 'y'.repeat(9000)));
      await logs.flush(run);
    }
    const parts = await readdir(join(folder, '2026-03', run));
    const sizes = await Promise.all(parts.map((name) => nodeFiles.look(join(folder, '2026-03', run, name))));
    expect(sizes.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBeLessThan(100_000);

    await logs.remove(run);

    expect(await readdir(join(folder, '2026-03'))).toEqual([]);
  });

  it('disturb nobody when any one call to the disk fails, and go on', async () => {
    let isReached = true;
    for (let failing = 1; isReached; failing += 1) {
      let calls = 0;
      const failAt = <A extends unknown[], T>(call: (...args: A) => Promise<T>) => {
        return async (...args: A): Promise<T> => {
          calls += 1;
          if (calls === failing) throw Object.assign(new Error('EIO'), { code: 'EIO' });
          return call(...args);
        };
      };
      const open = failAt(nodeFiles.open);
      const files: FileSystem = {
        ...nodeFiles,
        look: failAt(nodeFiles.look),
        list: failAt(nodeFiles.list),
        makeDirectory: failAt(nodeFiles.makeDirectory),
        open: async (path, mode) => {
          const file = await open(path, mode);
          return { ...file, write: failAt(file.write), read: failAt(file.read), close: failAt(file.close) };
        },
      };
      const logs = createFileRunLogs({ folder: createTemporaryFolder(), files });
      for (const text of ['one', 'two', 'three']) {
        logs.write(run, line('a', 'info', text));
        await logs.flush(run);
      }
      isReached = calls >= failing;
      calls = Number.POSITIVE_INFINITY;

      const texts = (await linesOf(logs)).map(({ text }) => text);
      expect(texts.length).toBeGreaterThanOrEqual(2);
      expect(texts).toEqual(['one', 'two', 'three'].filter((text) => texts.includes(text)));
    }
  });
});
