// The key that secrets are encrypted with: from `MILLRACE_SECRET_KEY`, or from a key file that only its owner may read.
import { randomBytes, scrypt } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateDirectory, readTextIfThere, syncDirectory } from './durable-files.ts';

export const keyBytes = 32;

/** 64 hexadecimal digits or the base64 of 32 bytes are the key itself; any other text is stretched by scrypt with the file's salt. */
export function keyFromText(text: string, salt: Uint8Array): Promise<Buffer> {
  if (/^[0-9a-f]{64}$/i.test(text)) return Promise.resolve(Buffer.from(text, 'hex'));
  if (/^[A-Za-z0-9+/]{43}=$/.test(text)) return Promise.resolve(Buffer.from(text, 'base64'));
  return new Promise((resolve, reject) => {
    scrypt(text, salt, keyBytes, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** The text in `secrets.key`; null when there is no such file. */
export async function readKeyFile(dataDir: string): Promise<string | null> {
  const text = await readTextIfThere(keyPath(dataDir));
  return text === null ? null : text.trim();
}

/** Makes `secrets.key`, mode 0600; when somebody else made it first, theirs counts. */
export async function makeKeyFile(dataDir: string): Promise<string> {
  await makePrivateDirectory(dataDir);
  const text = randomBytes(keyBytes).toString('base64');
  try {
    const handle = await open(keyPath(dataDir), 'wx', 0o600);
    try {
      await handle.writeFile(`${text}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await syncDirectory(dataDir);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return (await readKeyFile(dataDir)) ?? text;
    throw error;
  }
}

function keyPath(dataDir: string): string {
  return join(dataDir, 'secrets.key');
}
