import { describe, expect, it } from 'vitest';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import { renamedKey, setInWorkflow } from './set-in-workflow.ts';

const workflow: Workflow = { format: 1, id: 'w', tasks: {}, inputs: { a: { type: 'string' } } };

describe('values of the workflow itself', () => {
  it('are set, and taken away when nothing is left of them', () => {
    const named = setInWorkflow(workflow, ['hooks', 'failed'], { type: 'log.write', with: { message: 'x' } });
    expect(named.ok && named.value.hooks).toEqual({ failed: { type: 'log.write', with: { message: 'x' } } });
    const emptied = named.ok ? setInWorkflow(named.value, ['hooks', 'failed'], undefined) : named;
    expect(emptied.ok && Object.hasOwn(emptied.value, 'hooks')).toBe(false);
  });

  it('are refused when the format does not allow them', () => {
    expect(setInWorkflow(workflow, ['timeout'], 'soon')).toMatchObject({ ok: false, failure: { code: 'invalid_value' } });
    expect(setInWorkflow(workflow, ['concurrency'], { limit: 0 })).toMatchObject({ ok: false });
  });

  it('are followed when one of their names is another', () => {
    expect(renamedKey({ a: 1, b: 2 }, { a: 1, c: 2 })).toEqual({ from: 'b', to: 'c' });
    expect(renamedKey({ a: 1 }, { a: 1, b: 2 })).toBe(null);
    expect(renamedKey({ a: 1, b: 2 }, { c: 1, d: 2 })).toBe(null);
    expect(renamedKey(undefined, undefined)).toBe(null);
  });
});
