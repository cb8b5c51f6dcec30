import { ORPCError } from '@orpc/client';
import { expect, it } from 'vitest';
import { failureOf } from './failure.ts';

it('tells a refusal, a lost connection and a mistake apart', () => {
  expect(failureOf(new ORPCError('workflow_not_found', { message: 'There is none' }))).toMatchObject({
    kind: 'user',
    code: 'workflow_not_found',
  });
  expect(failureOf(new TypeError('Failed to fetch'))).toMatchObject({ kind: 'transient', code: 'not_connected' });
  expect(failureOf(new TypeError('n.text is not a function'))).toMatchObject({ kind: 'bug' });
});
