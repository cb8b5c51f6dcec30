// What commands of the canvas ask first: is there one, and what is selected on it?
import { groupOf } from '../../engine/workflow/edit/task-path.ts';
import { taskAt } from '../../engine/workflow/graph/walk.ts';
import type { Services } from '../app/services.ts';
import type { CanvasSurface } from '../app/surfaces.ts';
import type { Selection } from '../document/selection.ts';
import type { Edit, Session } from '../document/session.ts';

export type OnCanvas = { readonly session: Session; readonly canvas: CanvasSurface; readonly selection: Selection };

/** The open workflow with its canvas; null while there is none on the screen. */
export function onCanvas({ workspace, surfaces }: Services): OnCanvas | null {
  const session = workspace.active();
  const canvas = surfaces.canvas();
  return session && canvas ? { session, canvas, selection: session.store.getState().selection } : null;
}

export function hasCanvas(services: Services): boolean {
  return onCanvas(services) !== null;
}

/** Whether at least so many tasks are selected. */
export function hasTasks(services: Services, least = 1): boolean {
  return (onCanvas(services)?.selection.tasks.length ?? 0) >= least;
}

/** Whether so many tasks are selected, all of one group. */
export function hasSiblings(services: Services, least = 1): boolean {
  const paths = onCanvas(services)?.selection.tasks ?? [];
  return paths.length >= least && new Set(paths.map(groupOf)).size === 1;
}

/** The one selected task, when it is a group. */
export function selectedGroup(services: Services): string | null {
  const on = onCanvas(services);
  const [path, ...others] = on?.selection.tasks ?? [];
  if (!on || path === undefined || others.length > 0) return null;
  return taskAt(on.session.store.getState().workflow, path)?.type === 'group' ? path : null;
}

/** Edits the open workflow; tells the person when that is refused. */
export function editOnCanvas(services: Services, edit: Edit): boolean {
  const edited = services.workspace.active()?.edit(edit);
  if (edited && !edited.ok) services.toasts.tellFailure(edited.failure);
  return edited?.ok ?? false;
}
