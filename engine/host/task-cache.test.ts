import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { createProbe } from './testing/probe-type.ts';
import { linesOf, source, startRun, startTestEngine } from './testing/test-engine.ts';

describe('the cache', () => {
  it('takes no result whose item expressions read something else, be it an input, a variable or a result', async () => {
    const { engine } = await startTestEngine();
    const factor = { type: 'data.set', with: { values: { f: '{{ inputs.g }}' } } };
    const select = '{{ item * inputs.f * vars.v * tasks.factor.output.f }}';
    const list = { type: 'data.transform', needs: ['factor'], cache: {}, with: { items: [1, 2], select } };
    const number = { type: 'integer', default: 1 };
    const document = { inputs: { f: number, g: number, h: number }, tasks: { factor, list } };
    const give = async (inputs: { [name: string]: number }, v = 1) => {
      await engine.environments.setVar('home', 'v', v);
      const record = await engine.whenFinished(await startRun(engine, { workflow: source(document), inputs, environment: 'home' }));
      return [record.tasks.list?.output, record.tasks.list?.from ?? 'run'];
    };

    expect(await give({ f: 2 })).toEqual([[2, 4], 'run']);
    expect(await give({ f: 3 })).toEqual([[3, 6], 'run']);
    expect(await give({ f: 3, g: 2 })).toEqual([[6, 12], 'run']);
    expect(await give({ f: 3, g: 2 }, 5)).toEqual([[30, 60], 'run']);
    expect(await give({ f: 3, h: 9 })).toEqual([[3, 6], 'cache']);
  });

  it('says which reference of an item expression changed', async () => {
    const { engine } = await startTestEngine();
    const list = { type: 'data.transform', cache: {}, with: { items: [1], select: '{{ item * inputs.f }}' } };
    const workflow = source({ inputs: { f: { type: 'integer' } }, tasks: { list } });
    await engine.whenFinished(await startRun(engine, { workflow, inputs: { f: 1 } }));
    const run = await startRun(engine, { workflow, inputs: { f: 2 } });
    await engine.whenFinished(run);

    expect((await linesOf(engine, run)).map((line) => line.text)).toEqual(['Not taken from the cache: inputs["f"] changed']);
  });

  it('keeps what a program gave to its workflow, its folder and what the workflow may do', async () => {
    const { engine } = await startTestEngine();
    const tasks = { a: { type: 'shell.command', with: { command: ['pwd'] }, cache: {} } };
    const [one, two] = [createTemporaryFolder(), createTemporaryFolder()];
    const give = async (document: object, folder: string) => {
      const record = await engine.whenFinished(await startRun(engine, { workflow: source({ tasks, ...document }, folder) }));
      return record.tasks.a;
    };

    expect(await give({ permissions: { commands: ['pwd'] } }, one)).toMatchObject({ status: 'succeeded' });
    expect(await give({ permissions: { commands: ['pwd'] } }, one)).toMatchObject({ from: 'cache' });
    expect(await give({ permissions: { commands: ['pwd'] } }, two)).not.toHaveProperty('from');
    expect(await give({ permissions: { commands: [] } }, one)).toMatchObject({ error: { code: 'command_not_allowed' } });
    expect(await give({ id: 'other', permissions: { commands: ['pwd'] } }, one)).not.toHaveProperty('from');
  });

  it('a result that cannot be kept is a result all the same', async () => {
    const probe = createProbe({ execute: () => ({ type: 'succeeded', output: 1 }) });
    const { engine, dataDir } = await startTestEngine({ types: [probe.type] });
    await rm(join(dataDir, 'cache'), { recursive: true, force: true });
    await writeFile(join(dataDir, 'cache'), 'a file where a folder should be');

    const run = await startRun(engine, { workflow: source({ tasks: { a: { type: 'test.probe', cache: {} } } }) });

    expect(await engine.whenFinished(run)).toMatchObject({ status: 'succeeded', tasks: { a: { output: 1 } } });
    expect(await linesOf(engine, run)).toMatchObject([{ level: 'warn', text: expect.stringContaining('could not be kept') }]);
  });
});
