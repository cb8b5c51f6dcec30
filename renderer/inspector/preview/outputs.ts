// Outputs of the tasks of one run, read when something wants to see them and kept while the run is shown.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../../engine/workflow/failure.ts';
import type { Json } from '../../../engine/workflow/json.ts';
import type { Result } from '../../../engine/workflow/result.ts';

export type OutputState =
  | { readonly state: 'loading' }
  | { readonly state: 'known'; readonly value: Json | undefined }
  | { readonly state: 'failed'; readonly failure: Failure };

export type ReadOutput = (path: string) => Promise<Result<Json | undefined, Failure>>;

export type Outputs = {
  readonly store: StoreApi<ReadonlyMap<string, OutputState>>;
  /** `version` changes when the task may give something else: the same one is read once. */
  readonly want: (path: string, version: string) => void;
};

export function createOutputs(read: ReadOutput): Outputs {
  const store = createStore<ReadonlyMap<string, OutputState>>(() => new Map());
  const versions = new Map<string, string>();
  const put = (path: string, state: OutputState) => store.setState(new Map(store.getState()).set(path, state), true);

  async function load(path: string, version: string): Promise<void> {
    if (!store.getState().has(path)) put(path, { state: 'loading' });
    const result = await read(path);
    if (versions.get(path) !== version) return;
    put(path, result.ok ? { state: 'known', value: result.value } : { state: 'failed', failure: result.failure });
  }

  return {
    store,
    want(path, version) {
      if (versions.get(path) === version) return;
      versions.set(path, version);
      void load(path, version);
    },
  };
}
