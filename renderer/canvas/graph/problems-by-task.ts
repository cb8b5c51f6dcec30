import type { JsonPath, Problem } from '../../../engine/workflow/problem.ts';

export type TaskProblems = { readonly severity: Problem['severity']; readonly messages: readonly string[] };

/** By the path of the innermost task that a problem is in. */
export function problemsByTask(problems: readonly Problem[]): ReadonlyMap<string, TaskProblems> {
  const found = new Map<string, { severity: Problem['severity']; messages: string[] }>();
  for (const { path, severity, message } of problems) {
    const task = taskOfPath(path);
    if (task === '') continue;
    const entry = found.get(task);
    if (!entry) found.set(task, { severity, messages: [message] });
    else {
      entry.messages.push(message);
      if (severity === 'error') entry.severity = 'error';
    }
  }
  return found;
}

/** `['tasks', 'store', 'tasks', 'write', 'with']` → `store.write`; '' outside of all tasks. */
export function taskOfPath(path: JsonPath): string {
  const ids: string[] = [];
  for (let at = 0; path[at] === 'tasks' && typeof path[at + 1] === 'string'; at += 2) ids.push(String(path[at + 1]));
  return ids.join('.');
}
