// Brings together what an evaluation needs: blobs loaded, secrets read and from then on kept out of everything the run tells.
import type { SecretStore } from '../adapters/secrets.ts';
import type { EvaluationContext, Requirements } from '../run/evaluate.ts';
import { TaskFailure } from '../tasks/execution.ts';
import { type Failure, failureFromThrown, userFailure } from '../workflow/failure.ts';
import type { Json } from '../workflow/json.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import type { BlobValues } from './blob-values.ts';
import type { LiveRun } from './live-run.ts';

const noBlob = (hash: string): Json => {
  throw new Error(`Broken invariant: the value ${hash} was not asked for`);
};
const emptyContext: EvaluationContext = { blob: noBlob, secrets: {} };

export type Contexts = {
  /** At once, when everything is in memory already; else null, and `load` must be awaited. */
  readonly atOnce: (needs: Requirements) => EvaluationContext | null;
  readonly load: (live: LiveRun, needs: Requirements) => Promise<Result<EvaluationContext, Failure>>;
};

export function createContexts(values: BlobValues, secrets: SecretStore): Contexts {
  return {
    atOnce: ({ blobs, secrets: names }) => {
      if (names.length > 0) return null;
      if (blobs.length === 0) return emptyContext;
      return blobs.every((hash) => values.has(hash)) ? { blob: keep(blobs.map((hash) => [hash, values.get(hash)])), secrets: {} } : null;
    },
    load: async (live, needs) => {
      try {
        return await load(live, needs, { values, secrets });
      } catch (thrown) {
        return err(thrown instanceof TaskFailure ? thrown.failure : failureFromThrown(thrown));
      }
    },
  };
}

type Sources = { readonly values: BlobValues; readonly secrets: SecretStore };

async function load(live: LiveRun, needs: Requirements, { values, secrets }: Sources): Promise<Result<EvaluationContext, Failure>> {
  const loaded: [string, Json][] = [];
  for (const hash of needs.blobs) {
    const found = await values.load(hash);
    if (!found)
      return err(userFailure('blob_missing', `A large value of this run (${hash}) is missing in blobs/; restore it or run its task again`));
    loaded.push([hash, found.value]);
  }
  const read: [string, string][] = [];
  for (const name of needs.secrets) {
    const value = await readSecret(live, name, secrets);
    if (!value.ok) return value;
    live.redactor.register(value.value);
    read.push([name, value.value]);
  }
  return ok({ blob: keep(loaded), secrets: Object.fromEntries(read) });
}

async function readSecret(live: LiveRun, name: string, secrets: SecretStore): Promise<Result<string, Failure>> {
  const allowed = live.run.program.workflow.permissions?.secrets;
  if (allowed && !allowed.includes(name)) {
    return err(userFailure('secret_not_allowed', `The workflow may not use the secret ${name}: add it to \`permissions.secrets\``));
  }
  const value = await secrets.get(name);
  if (value !== null) return ok(value);
  return err(
    userFailure(
      'secret_not_found',
      `There is no secret ${name}. Set it with \`millrace secrets set ${name}\` or in MILLRACE_SECRET_${name}`,
    ),
  );
}

function keep(entries: readonly (readonly [string, Json])[]): (hash: string) => Json {
  const values = new Map(entries);
  return (hash) => (values.has(hash) ? (values.get(hash) as Json) : noBlob(hash));
}
