import { describe, expect, it } from 'vitest';
import { createTestContext } from '../testing/context.ts';
import { flowCall } from './execute.ts';
import { flowCallManifest, flowCallParameters } from './manifest.ts';

describe('flow.call', () => {
  it('waits for a run of the workflow with its inputs', () => {
    const parameters = flowCallParameters.parse({ workflow: 'send-invoices', inputs: { day: '2026-03-01' } });

    expect(flowCall.execute(parameters, createTestContext())).toEqual({
      type: 'waiting',
      cause: { kind: 'call', workflow: 'send-invoices', inputs: { day: '2026-03-01' }, wait: true },
    });
  });

  it('refuses what is no id of a workflow', () => {
    for (const workflow of ['../etc', 'Upper', '']) expect(flowCallParameters.safeParse({ workflow }).success).toBe(false);
  });

  it('names the workflow and the secrets it would use', () => {
    const named = { workflow: 'a', inputs: { token: '{{ secrets.TOKEN }}' } };

    expect(flowCallManifest.capabilities(named)).toEqual([
      { kind: 'workflow', value: 'a' },
      { kind: 'secret', value: 'TOKEN' },
    ]);
    expect(flowCallManifest.capabilities({ workflow: '{{ inputs.which }}' })).toEqual([{ kind: 'workflow', value: '*' }]);
    expect(flowCallManifest.capabilities({})).toEqual([]);
  });
});
