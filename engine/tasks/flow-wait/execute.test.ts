import { describe, expect, it } from 'vitest';
import { createTestContext } from '../testing/context.ts';
import { flowWait } from './execute.ts';
import { flowWaitParameters } from './manifest.ts';

const now = Date.parse('2026-03-01T08:00:00Z');
const context = createTestContext({ now: () => now });

describe('flow.wait', () => {
  it('waits for a duration from now', () => {
    expect(flowWait.execute({ for: '1h30m' }, context)).toEqual({ type: 'waiting', cause: { kind: 'timer', until: now + 5_400_000 } });
  });

  it('waits until an instant in any zone', () => {
    const outcome = flowWait.execute({ until: '2026-03-01T10:00:00+01:00' }, context);

    expect(outcome).toEqual({ type: 'waiting', cause: { kind: 'timer', until: now + 3_600_000 } });
  });

  it('succeeds at once for a duration of zero and for the past', () => {
    for (const parameters of [{ for: '0s' }, { until: '2026-03-01T08:00:00Z' }, { until: '1999-01-01T00:00:00Z' }]) {
      expect(flowWait.execute(parameters, context)).toEqual({ type: 'succeeded', output: null });
    }
  });

  it('refuses what no calendar holds', () => {
    for (const duration of ['99999999999999d', '200000000d']) {
      expect(flowWait.execute({ for: duration }, context)).toMatchObject({ type: 'failed', failure: { code: 'invalid_duration' } });
    }
  });

  it('wants exactly one of both, and an instant with its zone', () => {
    for (const bad of [{}, { for: '1s', until: '2026-03-01T08:00:00Z' }, { until: '2026-03-01T08:00:00' }, { for: '1 hour' }]) {
      expect(flowWaitParameters.safeParse(bad).success, JSON.stringify(bad)).toBe(false);
    }
    expect(flowWaitParameters.safeParse({ until: '2026-03-01T08:00:00.5Z' }).success).toBe(true);
  });
});
