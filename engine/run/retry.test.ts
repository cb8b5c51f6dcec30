import { describe, expect, it } from 'vitest';
import { transientFailure, userFailure } from '../workflow/failure.ts';
import { graph } from '../workflow/testing/graph-builder.ts';
import { fractionOf, planRetry, type RetryQuestion, retryDelayMs } from './retry.ts';
import { fail, runScripted, succeed } from './testing/world.ts';

const question = (fields: Partial<RetryQuestion> = {}): RetryQuestion => ({
  failure: transientFailure('broken', 'It broke'),
  attemptsMade: 1,
  firstStartedAt: 0,
  now: 0,
  seed: 'run task 1',
  ...fields,
});

describe('the delay before a retry', () => {
  it('doubles by default, up to the longest', () => {
    const policy = { attempts: 9, jitter: 'none', delay: '1s', maxDelay: '5s' } as const;
    expect([1, 2, 3, 4].map((attemptsMade) => retryDelayMs(policy, question({ attemptsMade })))).toEqual([1000, 2000, 4000, 5000]);
  });

  it('grows by its factor, linearly, or not at all', () => {
    const delays = (policy: object) =>
      [1, 2, 3].map((attemptsMade) => retryDelayMs({ attempts: 9, jitter: 'none', delay: '1s', ...policy }, question({ attemptsMade })));
    expect(delays({ factor: 3 })).toEqual([1000, 3000, 9000]);
    expect(delays({ strategy: 'linear' })).toEqual([1000, 2000, 3000]);
    expect(delays({ strategy: 'fixed' })).toEqual([1000, 1000, 1000]);
  });

  it('is spread by jitter, the same for the same attempt', () => {
    const full = { attempts: 9, delay: '1s' };
    const equal = { ...full, jitter: 'equal' } as const;
    for (let index = 0; index < 200; index += 1) {
      const seed = `run task ${index}`;
      const delay = retryDelayMs(full, question({ seed }));
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThanOrEqual(1000);
      expect(retryDelayMs(full, question({ seed }))).toBe(delay);
      expect(retryDelayMs(equal, question({ seed }))).toBeGreaterThanOrEqual(500);
    }
  });

  it('is not shorter than the server asks for, and not longer than the longest', () => {
    const failure = transientFailure('http_status', 'Busy', { retryAfterMs: 20_000 });
    expect(retryDelayMs({ attempts: 2, delay: '1s' }, question({ failure }))).toBe(20_000);
    expect(retryDelayMs({ attempts: 2, delay: '1s', maxDelay: '5s' }, question({ failure }))).toBe(5000);
  });

  it('draws fractions evenly', () => {
    const counts = new Array<number>(10).fill(0);
    for (let index = 0; index < 10_000; index += 1) {
      const bucket = Math.floor(fractionOf(`seed ${index}`) * 10);
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1200);
  });
});

it('no delay stays none, however steeply it grows', () => {
  expect(retryDelayMs({ attempts: 1000, delay: '0s', factor: 100 }, question({ attemptsMade: 999 }))).toBe(0);
});

describe('whether a failure is retried', () => {
  const policy = { attempts: 3, jitter: 'none', delay: '1s' } as const;
  const isRetried = (fields: object, asked: Partial<RetryQuestion> = {}) => planRetry({ ...policy, ...fields }, question(asked)) !== null;

  it('ends with the attempts', () => {
    expect(isRetried({}, { attemptsMade: 2 })).toBe(true);
    expect(isRetried({}, { attemptsMade: 3 })).toBe(false);
    expect(planRetry(null, question())).toBe(null);
  });

  it('ends when the next attempt would start too late', () => {
    expect(isRetried({ maxElapsed: '10s' }, { now: 9000 })).toBe(true);
    expect(isRetried({ maxElapsed: '10s' }, { now: 9001 })).toBe(false);
  });

  it('leaves out failures that cannot come out otherwise, unless they are asked for', () => {
    const failure = userFailure('expression_failed', 'No such key');
    expect(isRetried({}, { failure })).toBe(false);
    expect(isRetried({ on: { codes: ['expression_failed'] } }, { failure })).toBe(true);
  });

  it('selects by code, exit code, status and expression', () => {
    const exit = userFailure('exit_code', 'Exit code 75', { exitCode: 75 });
    const http = transientFailure('http_status', 'Bad gateway', { httpStatus: 502 });
    expect(isRetried({ on: { codes: ['exit_code'] } }, { failure: exit })).toBe(true);
    expect(isRetried({ on: { codes: ['other'] } }, { failure: exit })).toBe(false);
    expect(isRetried({ on: { exitCodes: [75] } }, { failure: exit })).toBe(true);
    expect(isRetried({ on: { exitCodes: [1] } }, { failure: exit })).toBe(false);
    for (const status of [502, '5xx', '500-599']) expect(isRetried({ on: { httpStatus: [status] } }, { failure: http })).toBe(true);
    for (const status of [503, '4xx', '400-499']) expect(isRetried({ on: { httpStatus: [status] } }, { failure: http })).toBe(false);
    expect(isRetried({ on: { httpStatus: ['5xx'] } }, { failure: exit })).toBe(false);
    expect(isRetried({ on: { if: 'error.details.exitCode == 75 && attempt < 2' } }, { failure: exit })).toBe(true);
    expect(isRetried({ on: { if: '{{ error.code == "x" }}' } }, { failure: exit })).toBe(false);
  });

  it('excludes what notOn names', () => {
    expect(isRetried({ notOn: { codes: ['broken'] } })).toBe(false);
    expect(isRetried({ notOn: { codes: ['other'] } })).toBe(true);
  });
});

describe('a task that fails and is tried again', () => {
  const retrying = graph('a -> b', { tasks: { a: { retry: { attempts: 3, delay: '1s', jitter: 'none' } } } });

  it('waits for the delay without a slot, and goes on', () => {
    const { run, events } = runScripted(retrying, { outcomes: { a: [fail, fail, succeed] } });

    expect(run.ending?.status).toBe('succeeded');
    expect(
      events.filter((event) => event.type === 'task.started' && event.path === 'a').map((event) => event.at - (run.startedAt ?? 0)),
    ).toEqual([0, 1000, 3000]);
    expect(run.root.nodes[0]?.unit.attempt).toBe(3);
  });

  it('fails for good after the last attempt', () => {
    const { run } = runScripted(retrying, { outcomes: { a: fail } });
    expect(run.root.nodes[0]?.unit).toMatchObject({ status: 'failed', attempt: 3 });
    expect(run.ending?.status).toBe('failed');
  });
});
