import { describe, expect, it } from 'vitest';
import { createRetentionCheck, type EndedRun, hasLimits, type Retention } from './retention.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 2, 31);

/** `days` old, the newest first. */
function runs(workflow: string, count: number, sizeBytes = 10): EndedRun[] {
  return Array.from({ length: count }, (_, days) => ({ id: `${workflow}-${days}`, workflow, finishedAt: now - days * day, sizeBytes }));
}

function expired(retention: Retention, found: readonly EndedRun[]): string[] {
  return found.filter(createRetentionCheck(retention, now)).map(({ id }) => id);
}

describe('retention', () => {
  it('keeps everything when nothing is said', () => {
    expect(expired({}, runs('a', 100))).toEqual([]);
    expect(hasLimits({ workflows: { a: {} } })).toBe(false);
    expect(hasLimits({ workflows: { a: { keepDays: 1 } } })).toBe(true);
  });

  it('keeps the newest by count, by age and by bytes, for each workflow', () => {
    const found = [...runs('a', 4), ...runs('b', 3)];

    expect(expired({ keepRuns: 2 }, found)).toEqual(['a-2', 'a-3', 'b-2']);
    expect(expired({ keepDays: 1 }, found)).toEqual(['a-2', 'a-3', 'b-2']);
    expect(expired({ keepBytes: 30 }, found)).toEqual(['a-3']);
  });

  it("takes a workflow's own limits in place of the general ones, one by one", () => {
    const found = [...runs('a', 4), ...runs('b', 4)];

    expect(expired({ keepRuns: 1, keepDays: 2, workflows: { a: { keepRuns: 10 } } }, found)).toEqual(['a-3', 'b-1', 'b-2', 'b-3']);
  });
});
