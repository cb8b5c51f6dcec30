// The key of the secrets, kept by the operating system's keychain. Where the data directory has a key file already, or there is no
// keychain, that file counts, so that the command line reads the same secrets.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, safeStorage } from 'electron';
import { makePrivateDirectory, replaceFile } from '../engine/adapters/durable-files.ts';
import { type Failure, userFailure } from '../engine/workflow/failure.ts';
import { err, ok, type Result } from '../engine/workflow/result.ts';

const keyBytes = 32;

/** As base64; null: the engine finds the key itself. Fails with `secret_key_unreadable`: the keychain is locked, or another one by now. */
export async function secretKey(dataDir: string): Promise<Result<string | null, Failure>> {
  if (process.env.MILLRACE_SECRET_KEY || existsSync(join(dataDir, 'secrets.key'))) return ok(null);
  const file = join(app.getPath('userData'), 'secret-key.bin');
  if (existsSync(file)) return readKey(file);
  // Secrets that were sealed with a key of another place would be unreadable under a new one.
  if (!isProtected() || existsSync(join(dataDir, 'secrets.bin'))) return ok(null);
  const key = randomBytes(keyBytes).toString('base64');
  await makePrivateDirectory(app.getPath('userData'));
  await replaceFile(file, safeStorage.encryptString(key));
  return ok(key);
}

async function readKey(file: string): Promise<Result<string, Failure>> {
  try {
    return ok(safeStorage.decryptString(await readFile(file)));
  } catch {
    const advice = `Unlock it and try again; or, to begin with a new key and set all secrets again, move ${file} away`;
    return err(userFailure('secret_key_unreadable', `The keychain of this computer does not give the key of the secrets. ${advice}`));
  }
}

/** On Linux without a keyring Electron would only hide the key with a password that everybody knows. */
function isProtected(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend?.() !== 'basic_text';
}
