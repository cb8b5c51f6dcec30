import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProbe } from './testing/probe-type.ts';
import { linesOf, source, startRun, startTestEngine } from './testing/test-engine.ts';

const secret = 'p@ss "word" + 7/8?';
const probe = (fields: object = {}) => ({ type: 'test.probe', with: { token: '{{ secrets.TOKEN }}' }, ...fields });

/** Every file below a folder, as one text. */
async function everything(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath ?? file.path, file.name), 'latin1')));
  return texts.join('\n');
}

describe('secrets', () => {
  it('reach the task, and nothing that is kept or shown', async () => {
    const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
    const leaky = createProbe({
      execute: async ({ token }, context) => {
        context.log('info', `token ${token} or ${forms.join(' or ')}`);
        await context.blobs.put(Buffer.from(`raw ${token}`), 'text/plain');
        const text = `user:${token}`;
        return {
          type: 'succeeded',
          output: { token: token ?? null, [`k ${token}`]: [text, Buffer.from(text).toString('base64')], large: `${token} `.repeat(10_000) },
        };
      },
    });
    const failing = createProbe({
      type: 'test.fail',
      execute: ({ token }) => ({
        type: 'failed',
        failure: { kind: 'user', code: 'denied', message: `Denied ${token}`, details: { token: token ?? null } },
      }),
    });
    const { engine, dataDir } = await startTestEngine({ types: [leaky.type, failing.type], env: { MILLRACE_SECRET_TOKEN: secret } });
    const heard: string[] = [];
    engine.subscribe('*', (message) => heard.push(JSON.stringify(message)));
    const wait = { type: 'flow.approval', with: { title: '{{ secrets.TOKEN }}', timeout: '1ms', onTimeout: 'approve' } };
    const tasks = {
      leak: probe(),
      each: probe({ each: { in: ['a', 'b'], key: 'item' } }),
      fail: { ...probe(), type: 'test.fail' },
      wait,
      throwing: { type: 'data.set', with: { values: { x: '{{ secrets.TOKEN }}' } } },
      stop: { type: 'flow.fail', with: { message: 'No {{ secrets.TOKEN }}', code: 'no' } },
    };

    const run = await startRun(engine, { workflow: source({ tasks }) });
    const record = await engine.whenFinished(run);
    const logs = await linesOf(engine, run);
    await engine.stop();

    const shown = [await everything(dataDir), JSON.stringify(record), heard.join('\n'), JSON.stringify(logs)].join('\n');
    for (const form of forms) expect(shown).not.toContain(form);
    expect(shown).toContain('***');
    expect(leaky.calls).toBeDefined();
    expect(record.tasks.leak?.output).toMatchObject({ token: '***' });
  });

  it('a secret that is missing or not allowed fails the task by name', async () => {
    const held = createProbe({ execute: () => ({ type: 'succeeded', output: null }) });
    const { engine } = await startTestEngine({ types: [held.type], env: { MILLRACE_SECRET_TOKEN: 'value' } });
    const missing = source({ tasks: { a: probe({ with: { x: '{{ secrets.OTHER }}' } }) } });
    const forbidden = source({ permissions: { secrets: [] }, tasks: { a: probe() } });

    const records = [
      await engine.whenFinished(await startRun(engine, { workflow: missing })),
      await engine.whenFinished(await startRun(engine, { workflow: forbidden })),
    ];

    expect(records.map((record) => record.tasks.a?.error?.code)).toEqual(['secret_not_found', 'secret_not_allowed']);
  });

  it('do not become inputs of a called run', async () => {
    const { engine } = await startTestEngine({ env: { MILLRACE_SECRET_TOKEN: 'value of token' } });
    const child = { format: 1, id: 'child', inputs: { t: { type: 'string' } }, tasks: { a: { type: 'data.set', with: { values: {} } } } };
    await engine.workflows.save('child', JSON.stringify(child));
    const tasks = { call: { type: 'flow.call', with: { workflow: 'child', inputs: { t: '{{ secrets.TOKEN }}' } } } };

    const record = await engine.whenFinished(await startRun(engine, { workflow: source({ tasks }) }));

    expect(record.tasks.call?.error?.code).toBe('secret_in_inputs');
  });

  it('stay quiet after a restart, also in tasks that only pass them on', async () => {
    const first = createProbe();
    const env = { MILLRACE_SECRET_TOKEN: 'value of token' };
    const before = await startTestEngine({ types: [first.type], env });
    const tasks = { a: probe(), b: { type: 'test.probe', needs: ['a'], with: {} } };
    const run = await startRun(before.engine, { workflow: source({ tasks }) });
    (await first.call(1)).end({ type: 'succeeded', output: null });
    await first.call(2);
    before.kill();
    const second = createProbe({
      execute: (_, context) => {
        context.log('info', 'found value of token in a file');
        return { type: 'succeeded', output: null };
      },
    });
    const after = await startTestEngine({ types: [second.type], env, dataDir: before.dataDir });
    await after.engine.whenFinished(run);

    expect(await linesOf(after.engine, run)).toMatchObject([{ text: 'found *** in a file' }]);
  });
});
