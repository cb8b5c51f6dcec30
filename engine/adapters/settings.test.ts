import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { createFileEnvironments } from './environments.ts';
import { readSettings } from './settings.ts';

describe('settings', () => {
  it('are empty where there is no file', async () => {
    expect(await readSettings(createTemporaryFolder())).toEqual({ settings: {}, damage: null });
  });

  it('give slots and pools', async () => {
    const folder = createTemporaryFolder();
    await writeFile(join(folder, 'settings.json'), '{ "slots": 3, "pools": { "db": 2 } }');

    expect(await readSettings(folder)).toEqual({ settings: { slots: 3, pools: { db: 2 } }, damage: null });
  });

  it('that are damaged count as empty, are named, and stay as they are', async () => {
    for (const text of ['{ "slots": ', '{ "slots": 0 }', '{ "slotz": 3 }', '[]']) {
      const folder = createTemporaryFolder();
      await writeFile(join(folder, 'settings.json'), text);

      expect(await readSettings(folder)).toEqual({ settings: {}, damage: expect.stringContaining('settings.json') });
      expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe(text);
    }
  });
});

describe('environments', () => {
  it('come back as they were written', async () => {
    const folder = createTemporaryFolder();
    await createFileEnvironments(folder).write({ staging: { vars: { host: 'a', list: [1] } } });

    expect(await createFileEnvironments(folder).read()).toEqual({ ok: true, value: { staging: { vars: { host: 'a', list: [1] } } } });
  });

  it('that are damaged are refused by place and not overwritten', async () => {
    const folder = createTemporaryFolder();
    const path = join(folder, 'environments.json');
    for (const text of ['{', '{ "a b": { "vars": {} } }', '{ "a": { "vars": 1 } }', '{ "a": {} }']) {
      await writeFile(path, text);

      expect(await createFileEnvironments(folder).read()).toMatchObject({ ok: false, failure: { code: 'environments_damaged' } });
      expect(await readFile(path, 'utf8')).toBe(text);
    }
  });
});
