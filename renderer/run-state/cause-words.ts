import { messages } from '../messages/messages.ts';
import type { TaskState } from './run-state.ts';

/** Why a task is in its state, where its status alone does not say: "At a breakpoint". */
export function causeWords({ skipped, waiting, from }: Pick<TaskState, 'skipped' | 'waiting' | 'from'>): string | null {
  if (waiting) return messages.states.waiting[waiting];
  if (skipped) return messages.states.skips[skipped];
  return from ? messages.states.from[from] : null;
}
