import { describe, expect, it } from 'vitest';
import { createTestContext } from '../testing/context.ts';
import { flowApproval } from './execute.ts';
import { flowApprovalManifest, flowApprovalParameters } from './manifest.ts';

const context = createTestContext({ now: () => 1000 });

describe('flow.approval', () => {
  it('waits for ever by default, for anyone', () => {
    const outcome = flowApproval.execute(flowApprovalParameters.parse({ title: 'Publish?' }), context);

    const cause = { kind: 'approval', title: 'Publish?', message: '', form: {}, approvers: [], onTimeout: 'fail' };
    expect(outcome).toEqual({ type: 'waiting', cause });
  });

  it('carries form, approvers and deadline', () => {
    const parameters = flowApprovalParameters.parse({
      title: 'Send?',
      form: { reason: { type: 'string' } },
      approvers: ['anna'],
      timeout: '2s',
      onTimeout: 'reject',
    });

    expect(flowApproval.execute(parameters, context)).toMatchObject({
      cause: { form: { reason: { type: 'string' } }, approvers: ['anna'], expiresAt: 3000, onTimeout: 'reject' },
    });
  });

  it('refuses a timeout that no number of milliseconds can say', () => {
    const parameters = flowApprovalParameters.parse({ title: 'x', timeout: '999999999999999999d' });

    expect(flowApproval.execute(parameters, context)).toMatchObject({ type: 'failed', failure: { code: 'invalid_duration' } });
  });

  it('has a port for each decision', () => {
    expect(flowApprovalManifest.ports({})).toEqual(['approved', 'rejected']);
  });

  it('refuses a form field that is no input', () => {
    expect(flowApprovalParameters.safeParse({ title: 'x', form: { a: { type: 'text' } } }).success).toBe(false);
    expect(flowApprovalParameters.safeParse({ title: 'x', form: { 'A b': { type: 'string' } } }).success).toBe(false);
  });
});
