import { disconnect } from '../../engine/workflow/edit/connect.ts';
import { removeEntry } from '../../engine/workflow/edit/entries.ts';
import { removeNote } from '../../engine/workflow/edit/notes.ts';
import { removeTasks } from '../../engine/workflow/edit/remove-tasks.ts';
import { groupOf } from '../../engine/workflow/edit/task-path.ts';
import type { Failure } from '../../engine/workflow/failure.ts';
import { ok, type Result } from '../../engine/workflow/result.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import type { Services } from '../app/services.ts';
import { nothingSelected, type Selection } from '../document/selection.ts';
import { editOnCanvas } from './on-canvas.ts';

type Change = (workflow: Workflow) => Result<Workflow, Failure>;

/** Removes what is selected, or a part of it, as one step. */
export function removeParts(services: Services, selection: Selection, label: string): void {
  editOnCanvas(services, { label, change: (workflow) => removeAll(workflow, selection), select: () => nothingSelected });
}

/** Tasks of several groups, edges, notes and triggers. */
export function removeAll(workflow: Workflow, { tasks, edges, notes, triggers }: Selection): Result<Workflow, Failure> {
  const byGroup = new Map<string, string[]>();
  for (const path of tasks) byGroup.set(groupOf(path), [...(byGroup.get(groupOf(path)) ?? []), path]);
  const changes: Change[] = [
    ...edges.map(
      (edge): Change =>
        (now) =>
          disconnect(now, edge),
    ),
    ...[...byGroup.values()].map(
      (paths): Change =>
        (now) =>
          removeTasks(now, { paths }),
    ),
    // From the last one on, so that the indexes of the others stay.
    ...[...notes]
      .sort((a, b) => b - a)
      .map(
        (index): Change =>
          (now) =>
            removeNote(now, { index }),
      ),
    ...triggers.map(
      (name): Change =>
        (now) =>
          removeEntry(now, { kind: 'triggers', name }),
    ),
  ];
  let next = workflow;
  for (const change of changes) {
    const changed = change(next);
    if (!changed.ok) return changed;
    next = changed.value;
  }
  return ok(next);
}
