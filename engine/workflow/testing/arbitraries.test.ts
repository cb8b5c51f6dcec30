import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workflowSchema } from '../schema.ts';
import { arbitraryWorkflow } from './arbitraries.ts';

describe('arbitraryWorkflow', () => {
  it('generates workflows that the schema accepts', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), (workflow) => {
        expect(workflowSchema.safeParse(workflow).error?.issues).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  it('leaves out what is switched off', () => {
    const plain = arbitraryWorkflow({ groupDepth: 0, each: false, retry: false, when: false, joins: false, extras: false });
    fc.assert(
      fc.property(plain, (workflow) => {
        for (const task of Object.values(workflow.tasks)) {
          expect(task.type).not.toBe('group');
          expect(task).not.toHaveProperty('each');
          expect(task).not.toHaveProperty('retry');
          expect(task).not.toHaveProperty('when');
          expect(task).not.toHaveProperty('join');
        }
      }),
    );
  });
});
