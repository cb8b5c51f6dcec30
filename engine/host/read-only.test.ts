import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { createEngine, openReadOnly } from './engine.ts';
import { createProbe } from './testing/probe-type.ts';
import { eventOf, linesOf, source, startRun, startTestEngine } from './testing/test-engine.ts';

describe('reading without the lock', () => {
  it('shows runs that go on and runs that have ended, and changes no file', async () => {
    const held = createProbe();
    const { engine, dataDir } = await startTestEngine({ types: [held.type] });
    const log = { type: 'log.write', with: { message: 'hello' } };
    const ended = await startRun(engine, { workflow: source({ tasks: { a: log } }) });
    await engine.whenFinished(ended);
    const going = await startRun(engine, { workflow: source({ tasks: { a: { type: 'test.probe' } } }) });
    await held.call(1);
    await eventOf(engine, going, 'task.started');
    const before = await stat(join(dataDir, 'journal'));

    const reader = await openReadOnly({ dataDir, taskTypes: [held.type] });

    expect((await reader.runs.list()).runs.map((run) => [run.id, run.status])).toEqual([
      [going, 'running'],
      [ended, 'succeeded'],
    ]);
    expect(await reader.runs.get(ended)).toEqual(await engine.runs.get(ended));
    expect(await linesOf(reader, ended)).toMatchObject([{ text: 'hello' }]);
    expect(await reader.runs.get('nothing')).toBeNull();
    await reader.close();
    expect((await stat(join(dataDir, 'journal'))).mtimeMs).toBe(before.mtimeMs);
  });

  it('works on a directory where nothing is, and makes none', async () => {
    const dataDir = join(createTemporaryFolder(), 'absent');

    const reader = await openReadOnly({ dataDir });

    expect((await reader.runs.list()).runs).toEqual([]);
    expect(await reader.workflows.list()).toEqual([]);
    await reader.close();
    await expect(readdir(dataDir)).rejects.toThrow('ENOENT');
  });

  it('the directory of a running engine is refused to a second one, which learns who has it', async () => {
    const dataDir = createTemporaryFolder();
    const first = createEngine({ dataDir });
    await first.start();
    const second = createEngine({ dataDir });

    expect(await second.start()).toMatchObject({
      ok: false,
      failure: { code: 'data_directory_in_use', message: expect.stringContaining(String(process.pid)) },
    });
    await first.stop();
    expect(await second.start()).toMatchObject({ ok: true });
    await second.stop();
  });
});
