import { parseDuration } from '../duration.ts';
import type { JsonPath } from '../problem.ts';
import type { Retry } from '../schema.ts';
import type { CheckContext } from './context.ts';
import { error, type Findings } from './finding.ts';
import { subjectOf } from './subject.ts';

/** A century: what is longer is a slip of the hand, and beyond what clocks and timers count. */
const longestMs = 100 * 365 * 86_400_000;

/** Durations that no timer can wait for, and retries that contradict themselves. */
export function checkDurations(context: CheckContext, findings: Findings): void {
  const check = (text: string | undefined, path: JsonPath) => {
    const ms = text === undefined ? 0 : parseDuration(text);
    if (ms !== null && ms <= longestMs) return;
    const { name, field } = subjectOf(path);
    findings.add(error('out_of_range', path, `${name}: \`${field}\` is longer than a century. Choose a shorter duration.`));
  };
  const checkRetry = (retry: Retry | undefined, path: JsonPath) => {
    for (const field of ['delay', 'maxDelay', 'maxElapsed'] as const) check(retry?.[field], [...path, 'retry', field]);
  };
  const { workflow } = context;
  check(workflow.timeout, ['timeout']);
  for (const { task, jsonPath } of context.places) {
    if (task.timeout !== undefined) check(task.timeout, [...jsonPath, 'timeout']);
    if (task.retry) checkRetry(task.retry, jsonPath);
    if (task.cache) check(task.cache.ttl, [...jsonPath, 'cache', 'ttl']);
    if (task.until) check(task.until.delay, [...jsonPath, 'until', 'delay']);
  }
  for (const [name, hook] of Object.entries(workflow.hooks ?? {})) {
    check(hook.timeout, ['hooks', name, 'timeout']);
    checkRetry(hook.retry, ['hooks', name]);
  }
  for (const [name, trigger] of Object.entries(workflow.triggers ?? {})) check(trigger.catchUpWindow, ['triggers', name, 'catchUpWindow']);
  for (const [name, test] of Object.entries(workflow.tests ?? {})) {
    for (const [task, mock] of Object.entries(test.mocks ?? {})) check(mock.duration, ['tests', name, 'mocks', task, 'duration']);
  }
}
