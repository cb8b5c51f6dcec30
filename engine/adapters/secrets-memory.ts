import { ok } from '../workflow/result.ts';
import { namesFromEnvironment, type SecretEnvironment, type SecretStore, secretFromEnvironment } from './secrets.ts';

export function createMemorySecrets(env: SecretEnvironment, initial: { readonly [name: string]: string } = {}): SecretStore {
  const values = new Map(Object.entries(initial));
  return {
    names: async () => [...new Set([...values.keys(), ...namesFromEnvironment(env)])].sort(),
    get: async (name) => secretFromEnvironment(env, name) ?? values.get(name) ?? null,
    set: async (name, value) => {
      values.set(name, value);
      return ok(null);
    },
    delete: async (name) => ok(values.delete(name)),
  };
}
