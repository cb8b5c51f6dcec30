import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../ports.ts';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { createMemoryRunLogs, type RunLogs } from './run-logs.ts';
import { createFileRunLogs } from './run-logs-file.ts';

const run = '20260301-120000-abc';
const line = (task: string, level: LogLine['level'], text = 'x'): LogLine => ({ at: 1, level, task, attempt: 1, text });

function describeRunLogs(name: string, create: () => RunLogs): void {
  describe(name, () => {
    it('gives lines back in order, by task with everything inside it, and by level', async () => {
      const logs = create();
      const lines = [line('a', 'debug'), line('a[1]', 'info'), line('a[1].b', 'warn'), line('ab', 'error')];
      for (const each of lines) logs.write(run, each);

      expect(await logs.read(run)).toEqual(lines);
      expect(await logs.read(run, { task: 'a' })).toEqual(lines.slice(0, 3));
      expect(await logs.read(run, { level: 'warn' })).toEqual(lines.slice(2));
      expect(await logs.read('20260301-120000-other')).toEqual([]);
      await logs.close();
    });
  });
}

describeRunLogs('logs in memory', createMemoryRunLogs);
describeRunLogs('logs on disk', () => createFileRunLogs({ folder: createTemporaryFolder() }));

describe('logs on disk', () => {
  it('end with a warning when a run writes too much', async () => {
    const logs = createFileRunLogs({ folder: createTemporaryFolder(), capBytes: 300_000 });
    for (let count = 0; count < 10; count += 1) logs.write(run, line('a', 'info', 'y'.repeat(70_000)));

    const lines = await logs.read(run);

    expect(lines.length).toBeLessThan(6);
    expect(lines.at(-1)).toMatchObject({ level: 'warn', text: expect.stringContaining('not kept') });
    await logs.close();
  });

  it('stand in a file per run, below its month', async () => {
    const folder = createTemporaryFolder();
    const logs = createFileRunLogs({ folder });
    logs.write(run, line('a', 'info', 'hello'));
    await logs.close();

    expect(JSON.parse(await readFile(join(folder, '2026-03', `${run}.jsonl`), 'utf8'))).toEqual(line('a', 'info', 'hello'));
  });
});
