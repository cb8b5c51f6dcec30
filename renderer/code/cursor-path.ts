import { getLocation } from 'jsonc-parser';
import type { JsonPath } from '../../engine/workflow/problem.ts';
import { nothingSelected, type Selection, selectTasks } from '../document/selection.ts';

/** The path of what stands at an offset of a text, which need not be right. */
export function pathAt(text: string, offset: number): JsonPath {
  return getLocation(text, offset).path.filter((segment) => segment !== '');
}

/** The path of the task that a place of the document belongs to; null when it belongs to none. */
export function taskOf(path: JsonPath): string | null {
  const ids: string[] = [];
  for (let at = 0; path[at] === 'tasks' && at + 1 < path.length; at += 2) ids.push(String(path[at + 1]));
  return ids.length > 0 ? ids.join('.') : null;
}

/** What a person means who puts the caret there. */
export function selectionAt(path: JsonPath): Selection {
  const task = taskOf(path);
  if (task !== null) return selectTasks([task]);
  if (path[0] === 'triggers' && path.length > 1) return { ...nothingSelected, triggers: [String(path[1])] };
  if (path[0] !== 'layout') return nothingSelected;
  if (path[1] === 'tasks' && path.length > 2) return selectTasks([String(path[2])]);
  return path[1] === 'notes' && typeof path[2] === 'number' ? { ...nothingSelected, notes: [path[2]] } : nothingSelected;
}

/** Where the selected things stand in the document. */
export function selectedPaths({ tasks, triggers, notes }: Selection): readonly JsonPath[] {
  return [
    ...tasks.map((path) => path.split('.').flatMap((id) => ['tasks', id])),
    ...triggers.map((id) => ['triggers', id]),
    ...notes.map((index) => ['layout', 'notes', index]),
  ];
}
