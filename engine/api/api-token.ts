// The token that opens the API: given by the environment, or made once and kept where only its owner reads it.
import { randomBytes } from 'node:crypto';
import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateDirectory, readTextIfThere, replaceFile } from '../adapters/durable-files.ts';
import { type Failure, userFailure } from '../workflow/failure.ts';
import { err, ok, type Result } from '../workflow/result.ts';

/** What may stand in a header, and is too long to be guessed. */
const tokenPattern = /^[\x21-\x7e]{16,512}$/;
const tokenBytes = 32;

export type ApiToken = { readonly token: string /** Null: it was given. */; readonly file: string | null };

export function tokenFile(dataDir: string): string {
  return join(dataDir, 'api-token');
}

export async function findApiToken(dataDir: string, given: string | undefined): Promise<Result<ApiToken, Failure>> {
  if (given) return checked(given, null, 'MILLRACE_TOKEN');
  const file = tokenFile(dataDir);
  const kept = await readTextIfThere(file);
  if (kept === null) return ok({ token: await makeToken(dataDir, file), file });
  // Others may have read it only while it was open to them; from here on they cannot.
  if (((await stat(file)).mode & 0o077) !== 0 && process.platform !== 'win32') await chmod(file, 0o600);
  return checked(kept.trim(), file, file);
}

async function makeToken(dataDir: string, file: string): Promise<string> {
  await makePrivateDirectory(dataDir);
  const token = randomBytes(tokenBytes).toString('base64url');
  await replaceFile(file, `${token}\n`);
  return token;
}

function checked(token: string, file: string | null, place: string): Result<ApiToken, Failure> {
  if (tokenPattern.test(token)) return ok({ token, file });
  return err(
    userFailure(
      'bad_token',
      `The API token in ${place} is not usable: it must be 16 to 512 visible ASCII characters, such as \`openssl rand -hex 32\` gives`,
    ),
  );
}
