// Whether and when a failed attempt is tried again.

import { parseDuration } from '../workflow/duration.ts';
import { evaluateCondition } from '../workflow/expression/evaluate.ts';
import type { Failure } from '../workflow/failure.ts';
import type { Json } from '../workflow/json.ts';
import type { Retry, RetrySelector } from '../workflow/schema.ts';

/** Failures that would come out the same however often they are tried; only `retry.on` by name makes them retry. */
const hopelessCodes: ReadonlySet<string> = new Set([
  'expression_failed',
  'expression_too_costly',
  'invalid_parameters',
  'unknown_type',
  'secret_not_found',
  'secret_not_allowed',
  'path_not_allowed',
  'host_not_allowed',
  'address_blocked',
  'command_not_allowed',
  'unsafe_shell_text',
  'invalid_duration',
  'invalid_schema',
  'bad_url',
  'failed_on_purpose',
]);

export type RetryQuestion = {
  readonly failure: Failure;
  /** Attempts made so far in this generation, the failed one included. */
  readonly attemptsMade: number;
  /** Milliseconds since the epoch. */
  readonly firstStartedAt: number;
  readonly now: number;
  /** Makes the jitter: the same seed gives the same delay, at planning and at replay. */
  readonly seed: string;
};

/** The instant of the next attempt in milliseconds since the epoch, or null when this failure is final. */
export function planRetry(policy: Retry | null, question: RetryQuestion): number | null {
  if (!policy || question.attemptsMade >= policy.attempts) return null;
  if (!isSelected(policy, question)) return null;
  const at = question.now + retryDelayMs(policy, question);
  const maxElapsedMs = policy.maxElapsed === undefined ? null : parseDuration(policy.maxElapsed);
  if (maxElapsedMs !== null && at - question.firstStartedAt > maxElapsedMs) return null;
  return at;
}

function isSelected(policy: Retry, question: RetryQuestion): boolean {
  if (policy.notOn && fits(policy.notOn, question)) return false;
  if (policy.on) return fits(policy.on, question);
  return !hopelessCodes.has(question.failure.code);
}

function fits(selector: RetrySelector, { failure, attemptsMade }: RetryQuestion): boolean {
  const details = failure.details ?? {};
  if (selector.codes?.includes(failure.code)) return true;
  if (selector.exitCodes?.some((code) => code === details.exitCode)) return true;
  if (selector.httpStatus?.some((status) => fitsStatus(status, details.httpStatus))) return true;
  if (selector.if === undefined) return false;
  const error: Json = { code: failure.code, message: failure.message, kind: failure.kind, details };
  const answer = evaluateCondition(selector.if, { error, attempt: attemptsMade });
  return answer.ok && answer.value;
}

function fitsStatus(selector: number | string, status: Json | undefined): boolean {
  if (typeof status !== 'number') return false;
  if (typeof selector === 'number') return status === selector;
  if (selector.endsWith('xx')) return Math.floor(status / 100) === Number(selector[0]);
  const [from, to] = selector.split('-').map(Number);
  return from !== undefined && to !== undefined && status >= from && status <= to;
}

const defaultDelayMs = 1000;
const defaultMaxDelayMs = 3_600_000;

/** Delay before the next attempt in milliseconds, jitter included. A server's `Retry-After` is a lower bound. */
export function retryDelayMs(policy: Retry, question: RetryQuestion): number {
  const base = milliseconds(policy.delay, defaultDelayMs);
  const ceiling = milliseconds(policy.maxDelay, defaultMaxDelayMs);
  const delay = Math.min(grow(policy, base, question.attemptsMade), ceiling);
  const jittered = withJitter(policy.jitter ?? 'full', delay, fractionOf(question.seed));
  const retryAfterMs = question.failure.details?.retryAfterMs;
  return Math.round(typeof retryAfterMs === 'number' ? Math.max(jittered, Math.min(retryAfterMs, ceiling)) : jittered);
}

function grow(policy: Retry, base: number, attemptsMade: number): number {
  switch (policy.strategy ?? 'exponential') {
    case 'fixed':
      return base;
    case 'linear':
      return base * attemptsMade;
    case 'exponential':
      // Nothing times infinity would be no number.
      return base === 0 ? 0 : base * (policy.factor ?? 2) ** (attemptsMade - 1);
  }
}

function withJitter(jitter: 'full' | 'equal' | 'none', delay: number, fraction: number): number {
  if (jitter === 'none') return delay;
  return jitter === 'equal' ? delay / 2 + (delay / 2) * fraction : delay * fraction;
}

function milliseconds(text: string | undefined, fallback: number): number {
  return (text === undefined ? null : parseDuration(text)) ?? fallback;
}

/** FNV-1a, then a final avalanche (murmur3's): an even fraction in [0, 1) from a text. */
export function fractionOf(seed: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1) hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
