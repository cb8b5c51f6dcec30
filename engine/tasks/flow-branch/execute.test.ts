import { describe, expect, it } from 'vitest';
import { createTestContext } from '../testing/context.ts';
import { flowBranch } from './execute.ts';
import { flowBranchManifest, flowBranchParameters } from './manifest.ts';

describe('flow.branch', () => {
  it('reaches yes or no by the condition', () => {
    expect(flowBranch.execute({ if: true }, createTestContext())).toEqual({ type: 'succeeded', output: { taken: 'yes' }, port: 'yes' });
    expect(flowBranch.execute({ if: false }, createTestContext())).toEqual({ type: 'succeeded', output: { taken: 'no' }, port: 'no' });
  });

  it('refuses a condition that is no boolean', () => {
    for (const value of ['true', 1, null, []]) expect(flowBranchParameters.safeParse({ if: value }).success).toBe(false);
  });

  it('shows its condition on the canvas', () => {
    expect(flowBranchManifest.describe?.({ if: '{{ inputs.x > 0 }}' })).toBe('inputs.x > 0');
    expect(flowBranchManifest.describe?.({})).toBe('');
  });
});
