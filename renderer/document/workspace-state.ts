import type { WorkflowEntry } from '../../engine/api/contract/shapes.ts';
import type { Failure } from '../../engine/workflow/failure.ts';
import type { Session } from './session.ts';

export type WorkspaceState = {
  /** All stored workflows; null until they were read. */
  readonly entries: readonly WorkflowEntry[] | null;
  /** Why they could not be read. */
  readonly failure: Failure | null;
  /** Open workflows by id. */
  readonly sessions: { readonly [id: string]: Session };
};

/** What happened by itself, for the person to know. */
export type WorkspaceNews = {
  readonly type: 'reloaded' | 'conflict' | 'deleted' | 'draft_too_large' | 'draft_not_kept';
  readonly session: Session;
};
