import { retryDelayMs } from '../../../engine/run/retry.ts';
import type { Retry } from '../../../engine/workflow/schema.ts';

/** The shortest and the longest delay before one more attempt, in milliseconds. */
export type DelayRange = { readonly fromMs: number; readonly toMs: number };

const failure = { kind: 'transient', code: 'any', message: '' } as const;

/** The delays before the second attempt, the third and so on, at most `most` of them, by the engine's own arithmetic. */
export function delayRanges(retry: Retry, most: number): readonly DelayRange[] {
  const count = Math.min(retry.attempts - 1, most);
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const question = { failure, attemptsMade: index + 1, firstStartedAt: 0, now: 0, seed: '' };
    const toMs = retryDelayMs({ ...retry, jitter: 'none' }, question);
    const share = { full: 0, equal: 0.5, none: 1 }[retry.jitter ?? 'full'];
    return { fromMs: Math.round(toMs * share), toMs };
  });
}
