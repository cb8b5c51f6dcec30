import { describe, expect, it } from 'vitest';
import { createTestContext } from '../testing/context.ts';
import { dataSet } from './execute.ts';

describe('data.set', () => {
  it('gives its values at once, the very same', () => {
    const values = { a: [1, { b: null }], c: 'text' };

    const outcome = dataSet.execute({ values }, createTestContext());

    expect(outcome).toEqual({ type: 'succeeded', output: values });
    expect(outcome).toMatchObject({ output: expect.toSatisfy((output) => output === values) });
  });

  it('wants an object of values', () => {
    expect(dataSet.manifest.parameters.safeParse({ values: [1] }).success).toBe(false);
    expect(dataSet.manifest.parameters.safeParse({}).success).toBe(false);
  });
});
