// Tasks and notes on the clipboard: a fragment as plain JSON text, which another window, another workflow or an editor can take.
import { copyParts, duplicateParts, type Fragment, parseFragment, pasteParts } from '../../engine/workflow/edit/fragment.ts';
import { tasksIn } from '../../engine/workflow/edit/scope.ts';
import { groupOf, joinPath } from '../../engine/workflow/edit/task-path.ts';
import { type Failure, userFailure } from '../../engine/workflow/failure.ts';
import { err, type Result } from '../../engine/workflow/result.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import type { Services } from '../app/services.ts';
import { nothingSelected, selectTasks } from '../document/selection.ts';
import type { Edit } from '../document/session.ts';
import { canvasMessages } from '../messages/canvas.ts';
import { editOnCanvas, onCanvas } from './on-canvas.ts';
import { removeParts } from './remove-parts.ts';

/** What was copied last in this window: the clipboard itself may be out of reach. */
let copied: string | null = null;

/** The selected tasks and notes as text; null, and told, when there are none that can be copied together. */
export function copySelected(services: Services): string | null {
  const on = onCanvas(services);
  if (!on) return null;
  const { tasks: paths, notes } = on.selection;
  const fragment = copyParts(on.canvas.settled(on.session.store.getState().workflow), { paths, notes });
  if (!fragment.ok) {
    services.toasts.tellFailure(fragment.failure);
    return null;
  }
  copied = JSON.stringify(fragment.value, null, 2);
  return copied;
}

export function cutSelected(services: Services): string | null {
  const text = copySelected(services);
  const { tasks = [], notes = [] } = onCanvas(services)?.selection ?? {};
  // Edges and triggers are not copied: they stay.
  if (text !== null) removeParts(services, { ...nothingSelected, tasks, notes }, canvasMessages.steps.cut(tasks.length, notes.length));
  return text;
}

/** Puts the tasks and notes of a text where the pointer is. */
export function pasteText(services: Services, text: string): void {
  const on = onCanvas(services);
  if (!on) return;
  const read = readFragment(text);
  if (!read.ok) {
    services.toasts.tellFailure(read.failure);
    return;
  }
  const { group, at } = on.canvas.dropPoint();
  const [left, top] = cornerOfAll(read.value);
  editAndSelectNew(services, group, {
    label: canvasMessages.steps.paste(Object.keys(read.value.tasks).length, read.value.notes?.length ?? 0),
    change: (workflow) => pasteParts(workflow, { fragment: read.value, group, offset: [at[0] - left, at[1] - top] }),
  });
}

function cornerOfAll({ layout = {}, notes = [] }: Fragment): readonly [number, number] {
  const outer = Object.entries(layout).filter(([path]) => !path.includes('.'));
  const places = [...outer.map(([, at]) => at), ...notes.map(({ at }) => at)];
  if (places.length === 0) return [0, 0];
  return [Math.min(...places.map(([x]) => x)), Math.min(...places.map(([, y]) => y))];
}

/** Copies of the selected tasks beside them, still needing what they need; copies of the notes. */
export function duplicateSelected(services: Services): void {
  const { tasks: paths = [], notes = [] } = onCanvas(services)?.selection ?? {};
  editAndSelectNew(services, groupOf(paths[0] ?? ''), {
    label: canvasMessages.steps.duplicate(paths.length, notes.length),
    change: (workflow) => duplicateParts(workflow, { paths, notes, offset: paths.length > 0 ? [24, 80] : [24, 24] }),
  });
}

/** Edits, and selects the tasks that came into the group and the notes that came. */
function editAndSelectNew(services: Services, group: string, { label, change }: Edit): void {
  const on = onCanvas(services);
  if (!on) return;
  const before = on.session.store.getState().workflow;
  const idsIn = (workflow: Workflow) => {
    const tasks = tasksIn(workflow, group);
    return Object.keys(tasks.ok ? tasks.value : {});
  };
  const countNotes = ({ layout }: Workflow) => layout?.notes?.length ?? 0;
  const isEdited = editOnCanvas(services, {
    label,
    change: (workflow) => change(on.canvas.settled(workflow)),
    select: (after) => ({
      ...selectTasks(newIds(idsIn(before), idsIn(after)).map((id) => joinPath(group, id))),
      notes: Array.from({ length: countNotes(after) - countNotes(before) }, (_, index) => countNotes(before) + index),
    }),
  });
  if (isEdited) on.canvas.showSelected();
}

function newIds(before: readonly string[], after: readonly string[]): readonly string[] {
  const there = new Set(before);
  return after.filter((id) => !there.has(id));
}

/** A fragment, or the tasks and notes of a whole workflow. */
function readFragment(text: string): Result<Fragment, Failure> {
  const fragment = parseFragment(fragmentIn(text));
  if (!fragment.ok) return err(nothingThere());
  const { tasks, notes = [] } = fragment.value;
  return Object.keys(tasks).length + notes.length > 0 ? fragment : err(nothingThere());
}

function fragmentIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (!isWorkflow(value)) return value;
    const { tasks, layout: { tasks: layout, notes } = {} } = value;
    return { tasks, ...(layout ? { layout } : {}), ...(notes ? { notes } : {}) };
  } catch {
    return null;
  }
}

type WorkflowText = { readonly tasks: unknown; readonly layout?: { readonly tasks?: unknown; readonly notes?: unknown } };

function isWorkflow(value: unknown): value is WorkflowText {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'format') && Object.hasOwn(value, 'tasks');
}

function nothingThere(): Failure {
  return userFailure('no_tasks_on_clipboard', canvasMessages.commands.noTasksOnClipboard);
}

export async function writeClipboard(services: Services, text: string | null): Promise<void> {
  if (text === null) return;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    services.toasts.tell(canvasMessages.commands.copiedHere);
  }
}

/** What lies on the clipboard; where it may not be read, what was copied last in this window. */
export async function readClipboard(): Promise<string> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return copied ?? '';
  }
}
