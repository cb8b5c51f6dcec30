import { describe, expect, it } from 'vitest';
import { eachFields, retryFields, untilFields } from './policy-fields.ts';
import { delayText, policySummary } from './policy-words.ts';
import { delayRanges } from './retry-delays.ts';

describe('policies in words', () => {
  it('say what a task has and has not', () => {
    expect(policySummary({ type: 'x', retry: { attempts: 4 }, timeout: '30s' })).toBe(
      'Retry 4 × from 1s, doubling · time out after 30s · no cache',
    );
    expect(policySummary({ type: 'x', retry: { attempts: 2, delay: '5s', strategy: 'fixed' }, cache: {} })).toBe(
      'Retry 2 × from 5s · no timeout · cached',
    );
    expect(policySummary({ type: 'x' })).toBe('No retry · no timeout · no cache');
  });

  it('show the delays that the engine would wait', () => {
    expect(delayRanges({ attempts: 4, jitter: 'none' }, 8).map(delayText)).toEqual(['1s', '2s', '4s']);
    expect(delayRanges({ attempts: 4 }, 8).map(delayText)).toEqual(['0–1s', '0–2s', '0–4s']);
    expect(delayRanges({ attempts: 3, strategy: 'linear', delay: '10s', jitter: 'equal', maxDelay: '15s' }, 8).map(delayText)).toEqual([
      '5s–10s',
      '7.5s–15s',
    ]);
    expect(delayRanges({ attempts: 3, delay: '0s' }, 8).map(delayText)).toEqual(['at once', 'at once']);
    expect(delayRanges({ attempts: 1000 }, 8)).toHaveLength(8);
    expect(delayRanges({ attempts: 1 }, 8)).toEqual([]);
  });

  it('have a field for everything that the format knows', () => {
    expect(retryFields.map(({ name }) => name).sort()).toEqual([
      'attempts',
      'delay',
      'factor',
      'jitter',
      'maxDelay',
      'maxElapsed',
      'notOn',
      'on',
      'strategy',
    ]);
    expect(eachFields.map(({ name }) => name).sort()).toEqual(['as', 'concurrency', 'in', 'key', 'onItemFailure']);
    expect(untilFields.map(({ name }) => name).sort()).toEqual(['condition', 'delay', 'maxIterations']);
  });
});
