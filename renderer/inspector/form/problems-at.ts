import type { JsonPath, Problem } from '../../../engine/workflow/problem.ts';

/** Problems of the value at a path and of all that is in it. */
export function problemsWithin(problems: readonly Problem[], path: JsonPath): readonly Problem[] {
  return problems.filter((problem) => problem.path.length >= path.length && path.every((part, at) => problem.path[at] === part));
}

/** Problems of the value itself, not of what is in it. */
export function problemsAt(problems: readonly Problem[], path: JsonPath): readonly Problem[] {
  return problemsWithin(problems, path).filter((problem) => problem.path.length === path.length);
}

/** Whether two lists say the same. */
export function sameProblems(a: readonly Problem[], b: readonly Problem[]): boolean {
  return (
    a.length === b.length &&
    a.every((problem, at) => problem.message === b[at]?.message && problem.path.join('.') === b[at]?.path.join('.'))
  );
}

/**
 * What a problem says, where it is plain which task it is about: "Task `fetch`: the parameter `url` …" begins with "The parameter".
 */
export function shortMessage({ message }: Pick<Problem, 'message'>): string {
  const rest = message
    .replace(/^(?:Task|Trigger|Hook) `[^`]*`(?: \(`[^`]*`\))?(?:: |, )/, '')
    .replace(/^`[a-z]+(?:\.[\w-]+|\[\d+\])*`: /, '');
  const text = rest.replace(/^Task `[^`]*` \(`[^`]*`\) lacks /, 'This task lacks ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Why a value was refused, where it is plain which one: "Must be a duration …". */
export function reasonOf(message: string): string {
  const reason = /cannot have this value(?: at `[^`]*`)?: ([\s\S]*)$/.exec(message)?.[1] ?? message;
  return reason.charAt(0).toUpperCase() + reason.slice(1);
}
