import { describe, expect, it } from 'vitest';
import { createTestContext } from '../testing/context.ts';
import { flowStop } from './execute.ts';
import { flowStopParameters } from './manifest.ts';

describe('flow.stop', () => {
  it('ends the run with a status and a message', () => {
    const outcome = flowStop.execute({ status: 'canceled', message: 'Called off.' }, createTestContext());

    expect(outcome).toEqual({ type: 'stop', status: 'canceled', message: 'Called off.' });
  });

  it('ends it as a success by default, and never as a failure', () => {
    expect(flowStopParameters.parse({})).toEqual({ status: 'succeeded', message: '' });
    expect(flowStopParameters.safeParse({ status: 'failed' }).success).toBe(false);
  });
});
