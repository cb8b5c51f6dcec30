import { describe, expect, it } from 'vitest';
import { groupOfTasks, step, workflowOf } from '../testing/show.ts';
import { findInNotes, findInWorkflow } from './find-in-workflow.ts';

const workflow = workflowOf(
  {
    fetch: { type: 'http.request', name: 'Orders', with: { url: 'https://api.test/orders', headers: { Accept: 'text/csv' } } },
    store: groupOfTasks({ write: step([], { with: { values: { limit: 500 } } }) }),
  },
  {},
  { notes: [{ text: 'Sixty **requests** a minute', at: [0, 0] }] },
);

describe('finding in a workflow', () => {
  it('finds names, ids, parameters and their keys', () => {
    expect(findInWorkflow(workflow, 'ORDERS')).toEqual([{ path: 'fetch', where: 'name', excerpt: 'Orders' }]);
    expect(findInWorkflow(workflow, 'csv')).toEqual([{ path: 'fetch', where: 'with.headers.Accept', excerpt: 'text/csv' }]);
    expect(findInWorkflow(workflow, 'accept')[0]?.where).toBe('with.headers.Accept');
  });

  it('finds tasks inside of groups, and numbers', () => {
    expect(findInWorkflow(workflow, '500').map(({ path }) => path)).toEqual(['store.write']);
  });

  it('finds notes', () => {
    expect(findInNotes(workflow, 'minute')).toEqual([0]);
  });

  it('finds nothing for nothing', () => {
    expect(findInWorkflow(workflow, ' ')).toEqual([]);
    expect(findInNotes(workflow, '')).toEqual([]);
  });

  it('shows a part of a long text', () => {
    const long = workflowOf({ a: step([], { description: `${'x'.repeat(100)} needle ${'y'.repeat(100)}` }) });

    expect(findInWorkflow(long, 'needle')[0]?.excerpt).toMatch(/^….{24}needle.{24}…$/);
  });
});
