// What commands ask of the workflow in front: what is selected, what its canvas shows, how the person runs it.
import type { Services } from '../app/services.ts';
import type { FollowedRun } from '../run-state/run-state.ts';
import type { Marks } from '../view/run-marks.ts';

/** The run that the canvas of the workflow in front shows. */
export function shownRun({ workspace, runs }: Services): FollowedRun | null {
  const session = workspace.active();
  return (session && runs.store.getState().runs[session.id]) ?? null;
}

export function selectedTasks({ workspace }: Services): readonly string[] {
  return workspace.active()?.store.getState().selection.tasks ?? [];
}

export function marksInFront({ workspace, marks }: Services): Marks {
  return marks.of(workspace.active()?.id ?? '');
}
