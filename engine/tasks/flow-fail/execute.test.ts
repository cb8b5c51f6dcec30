import { describe, expect, it } from 'vitest';
import { createTestContext } from '../testing/context.ts';
import { failureOf } from '../testing/run-task.ts';
import { flowFail } from './execute.ts';
import { flowFailParameters } from './manifest.ts';

describe('flow.fail', () => {
  it('fails with the given message and code', async () => {
    const failure = await failureOf(flowFail, { message: 'No orders.', code: 'no_orders' }, createTestContext());

    expect(failure).toEqual({ kind: 'user', code: 'no_orders', message: 'No orders.' });
  });

  it('has a code of its own when none is given', async () => {
    expect((await failureOf(flowFail, { message: 'x' }, createTestContext())).code).toBe('failed_on_purpose');
  });

  it('refuses a code that is not snake case', () => {
    expect(flowFailParameters.safeParse({ message: 'x', code: 'No Orders' }).success).toBe(false);
  });
});
