// What the engine knows that helps to write: outputs of the run that is shown, variables, names of secrets. Read when it is needed.
import type { Json } from '../../engine/workflow/json.ts';
import type { Services } from '../app/services.ts';
import type { Session } from '../document/session.ts';
import type { Known } from '../expression-help/known.ts';
import type { FollowedRun } from '../run-state/run-state.ts';

export type Knowledge = {
  readonly known: () => Known;
  /** Reads what the tasks at these paths gave, unless it is there; waits for a moment only. */
  readonly learn: (paths: readonly string[]) => Promise<void>;
};

const patienceMs = 200;

export function createKnowledge({ client, runs }: Services, session: Session): Knowledge {
  const outputs = new Map<string, Promise<unknown> | { readonly value: Json | undefined }>();
  let names: Pick<Known, 'vars' | 'secrets'> = {};
  readNames(client).then(
    (read) => {
      names = read;
    },
    // Who may not read them writes without this help.
    () => undefined,
  );
  const shownRun = () => runs.store.getState().runs[session.id];

  function read(run: FollowedRun, path: string): Promise<unknown> | undefined {
    const key = keyOf(run, path);
    const there = key === null ? {} : outputs.get(key);
    if (key === null || there !== undefined) return there instanceof Promise ? there : undefined;
    const reading = runs.output(run.id, path).then((result) => outputs.set(key, { value: result.ok ? result.value : undefined }));
    outputs.set(key, reading);
    return reading;
  }

  function output(path: string): Json | undefined {
    const run = shownRun();
    const key = run ? keyOf(run, path) : null;
    const found = key === null ? undefined : outputs.get(key);
    return found && 'value' in found ? found.value : undefined;
  }

  return {
    known: () => ({ ...names, output }),
    learn: async (paths) => {
      const run = shownRun();
      const reading = run ? paths.flatMap((path) => read(run, path) ?? []) : [];
      if (reading.length === 0) return;
      await Promise.race([Promise.all(reading), new Promise((resolve) => setTimeout(resolve, patienceMs))]);
    },
  };
}

/** Another one when the task may have given something else; null when it gave nothing. */
function keyOf(run: FollowedRun, path: string): string | null {
  const state = run.tasks.get(path);
  if (!state || state.startedAt === null) return null;
  return `${run.id} ${path} ${state.status} ${state.finishedAt ?? state.items?.succeeded ?? ''}`;
}

async function readNames(client: Services['client']): Promise<Pick<Known, 'vars' | 'secrets'>> {
  const [{ secrets }, { environments }] = await Promise.all([client.secrets.list({}), client.environments.list({})]);
  // Which environment a run gets is chosen when it starts: any variable of any may be meant.
  const vars = Object.assign({}, ...Object.values(environments).map((environment) => environment.vars));
  return { secrets, vars };
}
