// The key of the secrets, kept by the operating system's keychain. Where the data directory has a key file already, or there is no
// keychain, that file counts, so that the command line reads the same secrets.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, safeStorage } from 'electron';

const keyBytes = 32;

/** As base64; null: the engine finds the key itself. */
export async function secretKey(dataDir: string): Promise<string | null> {
  if (process.env.MILLRACE_SECRET_KEY || existsSync(join(dataDir, 'secrets.key')) || !isProtected()) return null;
  const file = join(app.getPath('userData'), 'secret-key.bin');
  if (existsSync(file)) return safeStorage.decryptString(await readFile(file));
  // Secrets that were sealed with a key of another place would be unreadable under a new one.
  if (existsSync(join(dataDir, 'secrets.bin'))) return null;
  const key = randomBytes(keyBytes).toString('base64');
  await mkdir(app.getPath('userData'), { recursive: true });
  await writeFile(file, safeStorage.encryptString(key), { mode: 0o600, flag: 'wx' });
  return key;
}

/** On Linux without a keyring Electron would only hide the key with a password that everybody knows. */
function isProtected(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend?.() !== 'basic_text';
}
