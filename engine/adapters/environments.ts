// Named sets of variables: `environments.json`, `{ "<name>": { "vars": { … } } }`. Readable and editable by hand.
import { join } from 'node:path';
import * as z from 'zod';
import { type Failure, userFailure } from '../workflow/failure.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import { openDocument } from './lowdb-file.ts';

export type EnvironmentSet = { readonly [name: string]: { readonly vars: JsonObject } };

export type EnvironmentStore = {
  /** Fails with `environments_damaged` when the file is not what it should be; it is left as it is. */
  readonly read: () => Promise<Result<EnvironmentSet, Failure>>;
  readonly write: (environments: EnvironmentSet) => Promise<void>;
};

export const environmentNamePattern = /^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/;
export const variableNamePattern = /^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/;

const vars = z.record(z.string().regex(variableNamePattern), z.json() as z.ZodType<Json>);
const schema = z.record(z.string().regex(environmentNamePattern), z.strictObject({ vars }));

export function createMemoryEnvironments(initial: EnvironmentSet = {}): EnvironmentStore {
  let current = initial;
  return {
    read: async () => ok(current),
    write: async (environments) => {
      current = environments;
    },
  };
}

export function createFileEnvironments(dataDir: string): EnvironmentStore {
  const path = join(dataDir, 'environments.json');
  return {
    read: async () => {
      let damage: string | null = null;
      const document = await openDocument<unknown>(path, {}, (message) => {
        damage = message;
        return {};
      });
      if (damage !== null) return err(userFailure('environments_damaged', `${damage}. Mend the file by hand`));
      return parse(path, document.data);
    },
    write: async (environments) => {
      const document = await openDocument<EnvironmentSet>(path, {}, () => ({}));
      document.data = environments;
      await document.write();
    },
  };
}

function parse(path: string, value: unknown): Result<EnvironmentSet, Failure> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const place = issue?.path.join('.') ?? '';
  return err(
    userFailure('environments_damaged', `${path} is not as it should be at \`${place}\`: ${issue?.message ?? ''}. Mend the file by hand`),
  );
}
