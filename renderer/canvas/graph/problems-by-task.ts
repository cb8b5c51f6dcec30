import { taskIds } from '../../../engine/workflow/parse/subject.ts';
import type { Problem } from '../../../engine/workflow/problem.ts';

export type TaskProblems = { readonly severity: Problem['severity']; readonly messages: readonly string[] };

/** By the path of the innermost task that a problem is in. */
export function problemsByTask(problems: readonly Problem[]): ReadonlyMap<string, TaskProblems> {
  const found = new Map<string, { severity: Problem['severity']; messages: string[] }>();
  for (const { path, severity, message } of problems) {
    const task = taskIds(path).join('.');
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
