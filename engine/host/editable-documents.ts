// Secrets and environments as people change them.
import { type EnvironmentSet, type EnvironmentStore, environmentNamePattern, variableNamePattern } from '../adapters/environments.ts';
import type { SecretStore } from '../adapters/secrets.ts';
import { TaskFailure } from '../tasks/execution.ts';
import { type Failure, userFailure } from '../workflow/failure.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import type { Environments, SecretNames } from './engine.ts';

export function createSecretNames(secrets: SecretStore): SecretNames {
  return {
    names: async () => {
      try {
        return ok(await secrets.names());
      } catch (thrown) {
        if (thrown instanceof TaskFailure) return err(thrown.failure);
        throw thrown;
      }
    },
    set: secrets.set,
    delete: secrets.delete,
  };
}

export function createEnvironments(store: EnvironmentStore): Environments {
  /** Gives what `edit` found, and saves when there is something new. */
  const change = async (name: string, edit: (vars: Map<string, Json>) => boolean): Promise<Result<boolean, Failure>> => {
    const environments = await store.read();
    if (!environments.ok) return environments;
    const known: EnvironmentSet = environments.value;
    const vars = new Map(Object.entries(Object.hasOwn(known, name) ? (known[name]?.vars ?? {}) : {}));
    if (!edit(vars)) return ok(false);
    await store.write({ ...known, [name]: { vars: Object.fromEntries(vars) as JsonObject } });
    return ok(true);
  };
  return {
    list: () => store.read(),
    setVar: async (environment, name, value) => {
      if (!environmentNamePattern.test(environment)) return err(badName('environment', environment));
      if (!variableNamePattern.test(name)) return err(badName('variable', name));
      const changed = await change(environment, (vars) => vars.set(name, value) !== undefined);
      return changed.ok ? ok(null) : changed;
    },
    deleteVar: (environment, name) => change(environment, (vars) => vars.delete(name)),
  };
}

function badName(kind: string, name: string): Failure {
  return userFailure('bad_name', `"${name}" is no name for an ${kind}`.replace('an variable', 'a variable'));
}
