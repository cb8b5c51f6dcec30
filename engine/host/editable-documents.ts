// Secrets and environments as people change them.
import { type EnvironmentSet, type EnvironmentStore, environmentNamePattern, variableNamePattern } from '../adapters/environments.ts';
import type { SecretStore } from '../adapters/secrets.ts';
import { TaskFailure } from '../tasks/execution.ts';
import { type Failure, userFailure } from '../workflow/failure.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import type { EngineSettings, Environments, SecretNames } from './engine.ts';
import type { Documents } from './storage.ts';
import { createTurns } from './turns.ts';

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
  const inTurn = createTurns();
  /** `change` gives what is to be saved; null: nothing. Whether there was something to save. */
  const edit = (change: (known: EnvironmentSet) => EnvironmentSet | null): Promise<Result<boolean, Failure>> =>
    inTurn(async () => {
      const known = await store.read();
      if (!known.ok) return known;
      const edited = change(known.value);
      if (edited) await store.write(edited);
      return ok(edited !== null);
    });
  const editVars = (name: string, change: (vars: Map<string, Json>) => boolean): Promise<Result<boolean, Failure>> =>
    edit((known) => {
      const vars = new Map(Object.entries(Object.hasOwn(known, name) ? (known[name]?.vars ?? {}) : {}));
      return change(vars) ? { ...known, [name]: { vars: Object.fromEntries(vars) as JsonObject } } : null;
    });
  return {
    list: () => store.read(),
    setVar: async (environment, name, value) => {
      if (!environmentNamePattern.test(environment)) return err(badName('environment', environment));
      if (!variableNamePattern.test(name)) return err(badName('variable', name));
      const changed = await editVars(environment, (vars) => vars.set(name, value) !== undefined);
      return changed.ok ? ok(null) : changed;
    },
    deleteVar: (environment, name) => editVars(environment, (vars) => vars.delete(name)),
    save: async (environment, vars) => {
      if (!environmentNamePattern.test(environment)) return err(badName('environment', environment));
      const bad = Object.keys(vars).find((name) => !variableNamePattern.test(name));
      if (bad !== undefined) return err(badName('variable', bad));
      const saved = await edit((known) => ({ ...known, [environment]: { vars } }));
      return saved.ok ? ok(null) : saved;
    },
    delete: (environment) =>
      edit((known) => {
        const { [environment]: deleted, ...rest } = known;
        return Object.hasOwn(known, environment) && deleted ? rest : null;
      }),
  };
}

export function createEngineSettings({ settings, saveSettings }: Pick<Documents, 'settings' | 'saveSettings'>): EngineSettings {
  return {
    get: async () => {
      const found = await settings();
      return { settings: found.settings as JsonObject, damage: found.damage };
    },
    save: saveSettings,
  };
}

function badName(kind: string, name: string): Failure {
  return userFailure('bad_name', `"${name}" is no name for an ${kind}`.replace('an variable', 'a variable'));
}
