import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { createFileSecrets } from './secrets-file.ts';

describe('secrets on disk', () => {
  it('come back after a restart with the key file, which only its owner may read', async () => {
    const folder = createTemporaryFolder();
    await createFileSecrets(folder, {}).set('TOKEN', 'a value to hide');

    const again = createFileSecrets(folder, {});

    expect(await again.get('TOKEN')).toBe('a value to hide');
    expect(await again.names()).toEqual(['TOKEN']);
    for (const file of ['secrets.bin', 'secrets.key']) expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(folder, 'secrets.bin'), 'latin1')).not.toContain('hide');
  });

  it('take their key from the environment: any text, hexadecimal or base64', async () => {
    for (const key of ['correct horse battery staple', 'ab'.repeat(32), Buffer.alloc(32, 7).toString('base64')]) {
      const folder = createTemporaryFolder();
      await createFileSecrets(folder, { MILLRACE_SECRET_KEY: key }).set('A', '1');

      expect(await createFileSecrets(folder, { MILLRACE_SECRET_KEY: key }).get('A')).toBe('1');
      await expect(stat(join(folder, 'secrets.key'))).rejects.toThrow('ENOENT');
    }
  });

  it('refuse another key and overwrite nothing', async () => {
    const folder = createTemporaryFolder();
    await createFileSecrets(folder, { MILLRACE_SECRET_KEY: 'right' }).set('A', '1');
    const before = await readFile(join(folder, 'secrets.bin'));

    const wrong = createFileSecrets(folder, { MILLRACE_SECRET_KEY: 'wrong' });

    await expect(wrong.get('A')).rejects.toMatchObject({
      failure: { code: 'wrong_secret_key', message: expect.stringContaining('MILLRACE_SECRET_KEY') },
    });
    expect(await wrong.set('B', '2')).toMatchObject({ ok: false, failure: { code: 'wrong_secret_key' } });
    expect(await createFileSecrets(folder, {}).set('B', '2')).toMatchObject({ ok: false, failure: { code: 'wrong_secret_key' } });
    expect(await readFile(join(folder, 'secrets.bin'))).toEqual(before);
  });

  it('notice a changed byte and a file of another kind', async () => {
    const folder = createTemporaryFolder();
    const path = join(folder, 'secrets.bin');
    await createFileSecrets(folder, {}).set('A', '1');
    const bytes = await readFile(path);
    for (const at of [10, 30, 45, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 1;
      await writeFile(path, changed);
      await expect(createFileSecrets(folder, {}).get('A')).rejects.toMatchObject({ failure: { code: 'wrong_secret_key' } });
    }
    await writeFile(path, 'hello');
    await expect(createFileSecrets(folder, {}).get('A')).rejects.toMatchObject({ failure: { code: 'secrets_damaged' } });
  });

  it('in the environment win over the file, by either spelling, and the key is not one of them', async () => {
    const folder = createTemporaryFolder();
    await createFileSecrets(folder, {}).set('token', 'file');
    const secrets = createFileSecrets(folder, { MILLRACE_SECRET_TOKEN: 'environment', OTHER: 'x' });

    expect(await secrets.get('token')).toBe('environment');
    expect(await secrets.get('TOKEN')).toBe('environment');
    expect(await secrets.names()).toEqual(['TOKEN', 'token']);
    expect(await createFileSecrets(createTemporaryFolder(), { MILLRACE_SECRET_KEY: 'k' }).get('KEY')).toBeNull();
  });

  it('changed by many at once lose none', async () => {
    const folder = createTemporaryFolder();
    const secrets = createFileSecrets(folder, {});

    await Promise.all(Array.from({ length: 10 }, (_, index) => secrets.set(`S${index}`, String(index))));

    expect(await secrets.names()).toHaveLength(10);
    expect(await secrets.delete('S3')).toEqual({ ok: true, value: true });
    expect(await secrets.delete('S3')).toEqual({ ok: true, value: false });
    expect(await secrets.set('not a name', 'x')).toMatchObject({ ok: false, failure: { code: 'bad_secret_name' } });
  });
});
