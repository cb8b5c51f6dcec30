import type { SecretStore } from '../adapters/secrets.ts';
import { referencesOf } from '../workflow/expression/references.ts';
import type { Json } from '../workflow/json.ts';
import type { LiveRun } from './live-run.ts';

/** After a restart: a run goes on keeping quiet about every secret its workflow names, as tasks before the restart may have used it. */
export async function registerSecretsOf(live: LiveRun, secrets: SecretStore): Promise<void> {
  const { workflow } = live.run.program;
  const names = new Set<string>();
  for (const { path } of referencesOf([workflow.tasks, workflow.hooks ?? null] as unknown as Json)) {
    if (path[0] === 'secrets' && typeof path[1] === 'string') names.add(path[1]);
  }
  for (const name of names) {
    // A secret that cannot be read is reported by the task that wants it.
    const value = await secrets.get(name).catch(() => null);
    if (value !== null) live.redactor.register(value);
  }
}
