// Finding a task by what it is called, what it does and what is written in it.
import { walkTasks } from '../../../engine/workflow/graph/walk.ts';
import type { Task, Workflow } from '../../../engine/workflow/schema.ts';

export type Found = {
  readonly path: string;
  /** Where the text stands: `name`, `with.url`, … */
  readonly where: string;
  readonly excerpt: string;
};

/** Tasks that hold a text, in document order, each once; notes are searched apart. */
export function findInWorkflow(workflow: Workflow, query: string): readonly Found[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  const found: Found[] = [];
  for (const { path, id, task } of walkTasks(workflow)) {
    const match = matchOf(task, id, wanted);
    if (match) found.push({ path, ...match });
  }
  return found;
}

/** Indexes of the notes that hold a text. */
export function findInNotes(workflow: Workflow, query: string): readonly number[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  return (workflow.layout?.notes ?? []).flatMap(({ text }, index) => (text.toLowerCase().includes(wanted) ? [index] : []));
}

function matchOf(task: Task, id: string, wanted: string): Omit<Found, 'path'> | null {
  const { tasks: _tasks, name, ...fields } = task;
  return textMatch(name ?? '', 'name', wanted) ?? textMatch(id, 'id', wanted) ?? valueMatch(fields, '', wanted);
}

function valueMatch(value: unknown, where: string, wanted: string): Omit<Found, 'path'> | null {
  if (typeof value === 'string') return textMatch(value, where, wanted);
  if (typeof value === 'number' || typeof value === 'boolean') return textMatch(String(value), where, wanted);
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const place = where === '' ? key : `${where}.${key}`;
    const match = valueMatch(inner, place, wanted) ?? textMatch(key, place, wanted);
    if (match) return match;
  }
  return null;
}

const around = 24;

function textMatch(text: string, where: string, wanted: string): Omit<Found, 'path'> | null {
  const at = text.toLowerCase().indexOf(wanted);
  if (at === -1) return null;
  const start = Math.max(0, at - around);
  const end = Math.min(text.length, at + wanted.length + around);
  const excerpt = `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
  return { where, excerpt: excerpt.replaceAll(/\s+/g, ' ') };
}
