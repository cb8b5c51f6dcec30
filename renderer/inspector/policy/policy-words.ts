import { formatDuration } from '../../../engine/workflow/duration.ts';
import type { Retry, Task } from '../../../engine/workflow/schema.ts';
import { messages } from '../../messages/messages.ts';
import type { DelayRange } from './retry-delays.ts';

/** The policy of a task in one line: "Retry 4 × from 1s, doubling · time out after 30s · no cache". */
export function policySummary(task: Task): string {
  const words = messages.inspector.policySummary;
  const parts = [
    task.retry ? retryWords(task.retry) : words.noRetry,
    task.timeout === undefined ? words.noTimeout : words.timeout(task.timeout),
    task.cache ? words.cache : words.noCache,
    ...(task.each ? [words.each] : []),
    ...(task.when === undefined ? [] : [words.when]),
  ];
  const text = parts.join(' · ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function retryWords(retry: Retry): string {
  const { growth, retry: sentence } = messages.inspector.policySummary;
  const strategy = retry.strategy ?? 'exponential';
  const isDoubling = strategy === 'exponential' && (retry.factor ?? 2) === 2;
  return sentence(retry.attempts, retry.delay ?? '1s', isDoubling ? growth.doubling : growth[strategy]);
}

/** `1s`, or `0–1s` where chance decides. */
export function delayText({ fromMs, toMs }: DelayRange): string {
  if (toMs === 0) return messages.inspector.policy.immediately;
  return fromMs === toMs ? formatDuration(toMs) : `${fromMs === 0 ? '0' : formatDuration(fromMs)}–${formatDuration(toMs)}`;
}
