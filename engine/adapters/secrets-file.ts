// Secrets in `secrets.bin`, encrypted; `MILLRACE_SECRET_<NAME>` variables win over it.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TaskFailure } from '../tasks/execution.ts';
import { type Failure, userFailure } from '../workflow/failure.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import { isMissing, replaceFile } from './durable-files.ts';
import {
  keyTextOf,
  namesFromEnvironment,
  type SecretEnvironment,
  type SecretStore,
  secretFromEnvironment,
  secretNamePattern,
} from './secrets.ts';
import { type SecretValues, saltBytes, saltOf, seal, unseal } from './secrets-box.ts';
import { keyFromText, makeKeyFile, readKeyFile } from './secrets-key.ts';

type OpenBox = { readonly values: SecretValues; readonly key: Uint8Array | null; readonly salt: Uint8Array };

export function createFileSecrets(dataDir: string, env: SecretEnvironment): SecretStore {
  const path = join(dataDir, 'secrets.bin');
  const place: Place = { dataDir, path, env, deriveKey: rememberKey() };
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
  const change = (edit: (values: Map<string, string>) => boolean): Promise<Result<boolean, Failure>> =>
    inTurn(async () => {
      const box = await openBox(place);
      if (!box.ok) return box;
      const values = new Map(Object.entries(box.value.values));
      const isChanged = edit(values);
      if (isChanged) await save(place, box.value, Object.fromEntries(values));
      return ok(isChanged);
    });
  const read = async (): Promise<SecretValues> => {
    const box = await openBox(place);
    if (!box.ok) throw new TaskFailure(box.failure);
    return box.value.values;
  };
  return {
    names: async () => [...new Set([...Object.keys(await read()), ...namesFromEnvironment(env)])].sort(),
    get: async (name) => {
      const given = secretFromEnvironment(env, name);
      if (given !== null) return given;
      const values = await read();
      return Object.hasOwn(values, name) ? (values[name] as string) : null;
    },
    set: async (name, value) => {
      if (!secretNamePattern.test(name)) return err(badName(name));
      const changed = await change((values) => values.get(name) !== value && values.set(name, value) !== undefined);
      return changed.ok ? ok(null) : changed;
    },
    delete: (name) => change((values) => values.delete(name)),
  };
}

type Place = { readonly dataDir: string; readonly path: string; readonly env: SecretEnvironment; readonly deriveKey: typeof keyFromText };

/** Stretching a text is slow on purpose; once per text and salt is enough. */
function rememberKey(): typeof keyFromText {
  let known: { readonly text: string; readonly salt: string; readonly key: Buffer } | null = null;
  return async (text, salt) => {
    const hex = Buffer.from(salt).toString('hex');
    if (known?.text === text && known.salt === hex) return known.key;
    const key = await keyFromText(text, salt);
    known = { text, salt: hex, key };
    return key;
  };
}

async function openBox({ dataDir, path, env, deriveKey }: Place): Promise<Result<OpenBox, Failure>> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (bytes === null) return ok({ values: {}, key: null, salt: randomBytes(saltBytes) });
  const salt = saltOf(bytes);
  if (!salt)
    return err(userFailure('secrets_damaged', `${path} is no file of secrets. Move it away to begin anew, or restore it from a backup`));
  const text = keyTextOf(env) ?? (await readKeyFile(dataDir));
  if (text === null) return err(userFailure('wrong_secret_key', `${path} is encrypted, and there is no key: set MILLRACE_SECRET_KEY`));
  const key = await deriveKey(text, salt);
  const values = unseal(bytes, key);
  if (values) return ok({ values, key, salt });
  const source = keyTextOf(env) === null ? join(dataDir, 'secrets.key') : 'MILLRACE_SECRET_KEY';
  return err(
    userFailure('wrong_secret_key', `${path} cannot be opened with the key from ${source}: the key is another one, or the file is damaged`),
  );
}

async function save({ dataDir, path, env, deriveKey }: Place, box: OpenBox, values: SecretValues): Promise<void> {
  const text = async () => keyTextOf(env) ?? (await readKeyFile(dataDir)) ?? makeKeyFile(dataDir);
  const key = box.key ?? (await deriveKey(await text(), box.salt));
  await replaceFile(path, seal(values, key, box.salt));
}

function badName(name: string): Failure {
  return userFailure('bad_secret_name', `"${name}" is no name for a secret: use 1 to 64 letters, digits and _, not starting with a digit`);
}
