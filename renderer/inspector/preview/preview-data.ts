// The data of the run that is shown, as the inspector's parts share it.
import { createContext, useContext, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Json } from '../../../engine/workflow/json.ts';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import type { FollowedRun } from '../../run-state/run-state.ts';
import type { OutputState, Outputs } from './outputs.ts';
import type { TaskRead } from './preview-scope.ts';

export type PreviewData = {
  readonly workflow: Workflow;
  readonly run: FollowedRun | null;
  readonly outputs: Outputs;
};

const Context = createContext<PreviewData | null>(null);

export const PreviewProvider = Context.Provider;

const NowContext = createContext<() => PreviewData | null>(() => null);

export const DataNowProvider = NowContext.Provider;

/** The data when it is asked for: what only needs it then is not drawn again when it changes. */
export function useDataNow(): () => PreviewData | null {
  return useContext(NowContext);
}

export function usePreviewData(): PreviewData {
  const data = useContext(Context);
  if (data === null) throw new Error('usePreviewData outside of PreviewProvider');
  return data;
}

/** What the tasks gave, by path in the run; asked for when it is not there yet. */
export function useOutputs(
  { run, outputs }: PreviewData,
  reads: readonly TaskRead[],
): { readonly known: ReadonlyMap<string, Json>; readonly isLoading: boolean; readonly fault: string | null } {
  const states = useStore(outputs.store);
  const wanted = reads.map(({ path }) => `${path}@${versionOf(run, path)}`).join(' ');
  useEffect(() => {
    if (run === null || wanted === '') return;
    for (const each of wanted.split(' ')) {
      const at = each.lastIndexOf('@');
      if (each.slice(at + 1) !== '') outputs.want(each.slice(0, at), each.slice(at + 1));
    }
  }, [run, outputs, wanted]);
  const known = useMemo(() => knownValues(states), [states]);
  const isLoading = reads.some(({ path }) => (states.get(path)?.state ?? 'loading') === 'loading' && versionOf(run, path) !== '');
  const failed = reads.map(({ path }) => states.get(path)).find((state) => state?.state === 'failed');
  return { known, isLoading, fault: failed?.state === 'failed' ? failed.failure.message : null };
}

/** Empty while the task has nothing to give. */
export function versionOf(run: FollowedRun | null, path: string): string {
  const state = run?.tasks.get(path) ?? run?.tasks.get(path.replaceAll(/\[\d+\]/g, ''));
  if (!state || state.status === 'pending' || state.status === 'queued') return '';
  return `${state.status}:${state.finishedAt ?? state.items?.succeeded ?? ''}`;
}

function knownValues(states: ReadonlyMap<string, OutputState>): ReadonlyMap<string, Json> {
  const values = new Map<string, Json>();
  for (const [path, state] of states) if (state.state === 'known' && state.value !== undefined) values.set(path, state.value);
  return values;
}
