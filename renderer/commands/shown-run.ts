import type { Services } from '../app/services.ts';
import type { FollowedRun } from '../run-state/run-state.ts';

/** The run that the canvas of the workflow in front shows. */
export function shownRun({ workspace, runs }: Services): FollowedRun | null {
  const session = workspace.active();
  return (session && runs.store.getState().runs[session.id]) ?? null;
}
