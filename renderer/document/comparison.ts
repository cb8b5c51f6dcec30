// Whether what is open is still what is stored.
import type { StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../engine/workflow/failure.ts';
import type { Result } from '../../engine/workflow/result.ts';
import type { Session } from './session.ts';
import type { StoredWorkflows } from './stored-workflows.ts';
import type { WorkspaceNews, WorkspaceState } from './workspace-state.ts';

export type ComparisonParts = {
  readonly stored: StoredWorkflows;
  readonly store: StoreApi<WorkspaceState>;
  readonly isSaving: (id: string) => boolean;
  /** Reads the list of stored workflows again. */
  readonly refresh: () => Promise<Result<null, Failure>>;
  readonly tell: (news: WorkspaceNews) => void;
};

export type Comparison = {
  /** Looks at everything that is open; what was not changed since the last look is not read. */
  readonly compare: () => Promise<void>;
  /** The next look reads it again. */
  readonly forget: (id: string) => void;
};

export function createComparison({ stored, store, isSaving, refresh, tell }: ComparisonParts): Comparison {
  /** When each was changed last, as of the last look; null: it was not there. */
  const seen = new Map<string, number | null>();

  async function compareOne(id: string, session: Session): Promise<void> {
    const modifiedAt = store.getState().entries?.find((entry) => entry.id === id)?.modifiedAt ?? null;
    if ((seen.has(id) && seen.get(id) === modifiedAt) || isSaving(id)) return;
    const { saved, conflict } = session.store.getState();
    const now = await stored.read(id);
    // What was stored from here meanwhile may have been read, or not: the next look tells.
    const isOutdated = isSaving(id) || store.getState().sessions[id] !== session || session.store.getState().saved !== saved;
    if (!now.ok || isOutdated) return;
    seen.set(id, modifiedAt);
    const met = session.meet(now.value);
    if (met === 'taken') tell({ type: 'reloaded', session });
    if (met === 'conflict' && session.store.getState().conflict !== conflict) tell({ type: 'conflict', session });
    if (met === 'gone') tell({ type: 'deleted', session });
  }

  return {
    compare: async () => {
      const listed = await refresh();
      if (!listed.ok) return;
      for (const [id, session] of Object.entries(store.getState().sessions)) await compareOne(id, session);
    },
    forget: (id) => void seen.delete(id),
  };
}
