import type { Secrets } from '../ports.ts';
import type { Failure } from '../workflow/failure.ts';
import type { Result } from '../workflow/result.ts';

export const secretNamePattern = /^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/;

/**
 * Secrets that can be changed. `names` and `get` throw a `TaskFailure` where the others give a failure: `wrong_secret_key` (nothing is
 * overwritten then) or `secrets_damaged`.
 */
export type SecretStore = Secrets & {
  readonly set: (name: string, value: string) => Promise<Result<null, Failure>>;
  /** False when there was none. */
  readonly delete: (name: string) => Promise<Result<boolean, Failure>>;
};

/** The environment variables that give secrets and their key. */
export type SecretEnvironment = { readonly [name: string]: string | undefined };

const prefix = 'MILLRACE_SECRET_';
const keyVariable = 'MILLRACE_SECRET_KEY';

export function keyTextOf(env: SecretEnvironment): string | null {
  const text = env[keyVariable];
  return text === undefined || text === '' ? null : text;
}

/** `MILLRACE_SECRET_API_TOKEN` gives the secrets `API_TOKEN` and `api_token`. */
export function secretFromEnvironment(env: SecretEnvironment, name: string): string | null {
  for (const variable of [prefix + name, prefix + name.toUpperCase()]) {
    const value = Object.hasOwn(env, variable) ? env[variable] : undefined;
    if (value !== undefined && variable !== keyVariable) return value;
  }
  return null;
}

export function namesFromEnvironment(env: SecretEnvironment): readonly string[] {
  return Object.keys(env).flatMap((variable) => {
    const name = variable.startsWith(prefix) && variable !== keyVariable ? variable.slice(prefix.length) : '';
    return secretNamePattern.test(name) ? [name] : [];
  });
}
