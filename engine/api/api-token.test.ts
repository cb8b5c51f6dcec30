import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findApiToken } from './api-token.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-token-'));
});
afterAll(() => rm(folder, { recursive: true }));

const isPrivate = async (file: string) => ((await stat(file)).mode & 0o777) === 0o600;

describe('the token of the API', () => {
  it('is made once, of 256 random bits, and kept where only its owner reads it', async () => {
    const dataDir = join(folder, 'new', 'data');
    const made = await findApiToken(dataDir, undefined);
    const again = await findApiToken(dataDir, '');
    expect(made).toEqual(again);
    const token = made.ok ? made.value.token : '';
    expect(Buffer.from(token, 'base64url').byteLength).toBe(32);
    expect(await readFile(join(dataDir, 'api-token'), 'utf8')).toBe(`${token}\n`);
    expect(await isPrivate(join(dataDir, 'api-token'))).toBe(true);
    expect(await findApiToken(join(folder, 'other'), undefined)).not.toMatchObject({ value: { token } });
  });

  it('is closed to others when they could read it', async () => {
    const file = join(folder, 'api-token');
    await writeFile(file, 'a-token-that-was-left-open');
    await chmod(file, 0o644);
    expect(await findApiToken(folder, undefined)).toMatchObject({ value: { token: 'a-token-that-was-left-open' } });
    expect(await isPrivate(file)).toBe(true);
  });

  it('is refused when it is too short, or could not stand in a header', async () => {
    for (const token of [
      'short',
      'x'.repeat(15),
      'with spaces in it, and long',
      'with\nbreaks-in-it-and-long',
      'ü'.repeat(20),
      'x'.repeat(513),
    ]) {
      expect(await findApiToken(folder, token)).toMatchObject({ ok: false, failure: { code: 'bad_token' } });
    }
    expect(await findApiToken(folder, 'x'.repeat(16))).toEqual({ ok: true, value: { token: 'x'.repeat(16), file: null } });
  });
});
