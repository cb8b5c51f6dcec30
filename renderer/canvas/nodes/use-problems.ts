import { useStore } from 'zustand';
import type { SessionState } from '../../document/session.ts';
import { useCanvas } from '../canvas-context.ts';
import { problemsByTask, type TaskProblems } from '../graph/problems-by-task.ts';

const known = new WeakMap<SessionState['problems'], ReadonlyMap<string, TaskProblems>>();

function indexOf({ problems }: SessionState): ReadonlyMap<string, TaskProblems> {
  const there = known.get(problems);
  if (there) return there;
  const made = problemsByTask(problems);
  known.set(problems, made);
  return made;
}

/** What is wrong with one task, as one text with its severity in front; '' when nothing is. A text, so that equal problems change nothing. */
export function useProblems(path: string): { readonly severity: 'error' | 'warning'; readonly text: string } | null {
  const { session } = useCanvas().model;
  const text = useStore(session.store, (state) => {
    const found = indexOf(state).get(path);
    return found ? `${found.severity}\n${found.messages.join('\n')}` : '';
  });
  if (text === '') return null;
  const end = text.indexOf('\n');
  return { severity: text.slice(0, end) === 'error' ? 'error' : 'warning', text: text.slice(end + 1) };
}
