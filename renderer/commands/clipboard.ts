// Tasks on the clipboard: a fragment as plain JSON text, which another window, another workflow or an editor can take.
import { copyTasks, type Fragment, parseFragment, pasteTasks } from '../../engine/workflow/edit/fragment.ts';
import { tasksIn } from '../../engine/workflow/edit/scope.ts';
import { joinPath } from '../../engine/workflow/edit/task-path.ts';
import { type Failure, userFailure } from '../../engine/workflow/failure.ts';
import { err, type Result } from '../../engine/workflow/result.ts';
import type { Services } from '../app/services.ts';
import { selectTasks } from '../document/selection.ts';
import { canvasMessages } from '../messages/canvas.ts';
import { editOnCanvas, onCanvas } from './on-canvas.ts';
import { removeSelected } from './remove-selected.ts';

/** What was copied last in this window: the clipboard itself may be out of reach. */
let copied: string | null = null;

/** The selected tasks as text; null, and told, when there are none that can be copied together. */
export function copySelected(services: Services): string | null {
  const on = onCanvas(services);
  if (!on) return null;
  const fragment = copyTasks(on.canvas.settled(on.session.store.getState().workflow), on.selection.tasks);
  if (!fragment.ok) {
    services.toasts.tellFailure(fragment.failure);
    return null;
  }
  copied = JSON.stringify(fragment.value, null, 2);
  return copied;
}

export function cutSelected(services: Services): string | null {
  const text = copySelected(services);
  const count = onCanvas(services)?.selection.tasks.length ?? 0;
  if (text !== null) removeSelected(services, canvasMessages.steps.cut(count));
  return text;
}

/** Puts the tasks of a text where the pointer is. */
export function pasteText(services: Services, text: string): void {
  const on = onCanvas(services);
  if (!on) return;
  const read = readFragment(text);
  if (!read.ok) {
    services.toasts.tellFailure(read.failure);
    return;
  }
  const { group, at } = on.canvas.dropPoint();
  const places = Object.entries(read.value.layout ?? {}).filter(([path]) => !path.includes('.'));
  const left = Math.min(...places.map(([, [x]]) => x));
  const top = Math.min(...places.map(([, [, y]]) => y));
  const offset = places.length > 0 ? ([at[0] - left, at[1] - top] as const) : at;
  const before = new Set<string>();
  editOnCanvas(services, {
    label: canvasMessages.steps.paste(Object.keys(read.value.tasks).length),
    change: (workflow) => {
      const settled = on.canvas.settled(workflow);
      const there = tasksIn(settled, group);
      for (const id of Object.keys(there.ok ? there.value : {})) before.add(id);
      return pasteTasks(settled, { fragment: read.value, group, offset });
    },
    select: (after) => {
      const now = tasksIn(after, group);
      const added = Object.keys(now.ok ? now.value : {}).filter((id) => !before.has(id));
      return selectTasks(added.map((id) => joinPath(group, id)));
    },
  });
}

/** A fragment, or the tasks of a whole workflow. */
function readFragment(text: string): Result<Fragment, Failure> {
  const fragment = parseFragment(fragmentIn(text));
  return fragment.ok && Object.keys(fragment.value.tasks).length > 0 ? fragment : err(noTasks());
}

function fragmentIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isWorkflow(value) ? { tasks: value.tasks, ...(value.layout?.tasks ? { layout: value.layout.tasks } : {}) } : value;
  } catch {
    return null;
  }
}

type WorkflowText = { readonly tasks: unknown; readonly layout?: { readonly tasks?: unknown } };

function isWorkflow(value: unknown): value is WorkflowText {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'format') && Object.hasOwn(value, 'tasks');
}

function noTasks(): Failure {
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
