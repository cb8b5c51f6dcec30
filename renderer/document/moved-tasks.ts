// Where tasks are after an edit. Edits say what the document is afterwards, not which task became which; whoever remembers tasks by their
// paths, outside of the document, asks here. It is the same for an edit, its undo, and a text that is typed.

import { groupOf, idOf } from '../../engine/workflow/edit/task-path.ts';
import { equalJson } from '../../engine/workflow/equal.ts';
import { taskAt, walkTasks } from '../../engine/workflow/graph/walk.ts';
import type { Task, Workflow } from '../../engine/workflow/schema.ts';

type Placed = { readonly path: string; readonly task: Task };

/** New paths by old ones, of those of `paths` that were renamed, or moved with the group around them, into one or out of one. */
export function movedTasks(before: Workflow, after: Workflow, paths: readonly string[]): ReadonlyMap<string, string> {
  const moves = new Map<string, string>();
  if (paths.every((path) => taskAt(after, path) || !taskAt(before, path))) return moves;
  const gone = missingIn(after, before);
  const arrived = new Set(missingIn(before, after));
  const goneIds = new Set(gone.map(({ path }) => idOf(path)));
  for (const old of gone.filter(({ path }) => paths.includes(path))) {
    const alike = [...arrived].filter((next) => isSame(old, next)).sort((a, b) => likeness(old, b) - likeness(old, a));
    const beside = [...arrived].filter((next) => isInPlace(old, next) && !goneIds.has(idOf(next.path)));
    const found = alike[0] ?? (beside.length === 1 ? beside[0] : undefined);
    if (!found) continue;
    arrived.delete(found);
    moves.set(old.path, found.path);
  }
  return moves;
}

function missingIn(other: Workflow, workflow: Workflow): readonly Placed[] {
  return [...walkTasks(workflow)].filter(({ path }) => taskAt(other, path) === undefined);
}

/** It says the same, or has its id elsewhere. */
function isSame(old: Placed, next: Placed): boolean {
  return old.task.type === next.task.type && (sameEnd(old.path, next.path) > 0 || saysSame(old.task, next.task));
}

/** A new one of its type, where the old one stood. */
function isInPlace(old: Placed, next: Placed): boolean {
  return old.task.type === next.task.type && groupOf(old.path) === groupOf(next.path);
}

function likeness(old: Placed, next: Placed): number {
  return 2 * sameEnd(old.path, next.path) + Number(saysSame(old.task, next.task));
}

/** What it needs changes with what is around it. */
function saysSame({ needs: _a, ...old }: Task, { needs: _b, ...next }: Task): boolean {
  return equalJson(old, next);
}

/** How many ids the paths share, from the innermost on. */
function sameEnd(a: string, b: string): number {
  const [left, right] = [a.split('.').reverse(), b.split('.').reverse()];
  const differs = left.findIndex((id, at) => id !== right[at]);
  return differs === -1 ? left.length : differs;
}
