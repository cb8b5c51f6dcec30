import type { Tasks } from '../graph/scope-graph.ts';
import { type Need, parseNeed, printNeed } from '../needs.ts';
import type { Task } from '../schema.ts';
import { mapEntries, withField } from './record.ts';

export function needsOf(task: Task): Need[] {
  return (task.needs ?? []).map(parseNeed);
}

/** Sets the needs, each once; a task without any has no `needs` field. Spellings that say the same are left alone. */
export function withNeeds(task: Task, needs: readonly Need[]): Task {
  const written = new Map((task.needs ?? []).map((text) => [printNeed(parseNeed(text)), text]));
  const texts = [...new Set(needs.map(printNeed))].map((text) => written.get(text) ?? text);
  const isSame = texts.length === (task.needs?.length ?? 0) && texts.every((text, at) => text === task.needs?.[at]);
  if (isSame) return task;
  return withField(task, 'needs', texts.length === 0 ? undefined : texts);
}

/** Puts none, one or several needs in the place of each. */
export function replaceNeeds(task: Task, replace: (need: Need) => readonly Need[]): Task {
  return task.needs ? withNeeds(task, needsOf(task).flatMap(replace)) : task;
}

/** The same for every task of a scope. */
export function replaceAllNeeds(tasks: Tasks, replace: (need: Need, id: string) => readonly Need[]): Tasks {
  return mapEntries(tasks, (task, id) => replaceNeeds(task, (need) => replace(need, id)));
}

export function sameNeed(a: Need, b: Need): boolean {
  return a.task === b.task && a.port === b.port;
}
