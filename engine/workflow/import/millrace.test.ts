import { describe, expect, it } from 'vitest';
import type { Workflow } from '../schema.ts';
import { importMillrace } from './millrace.ts';

const orders: Workflow = {
  format: 1,
  id: 'orders',
  tasks: {
    fetch: { type: 'data.set', with: { values: {} } },
    page: { type: 'group', needs: ['fetch'], tasks: { again: { type: 'flow.call', with: { workflow: 'orders', wait: false } } } },
    other: { type: 'flow.call', needs: ['fetch', 'page'], with: { workflow: 'stock' } },
  },
};
const different: Workflow = { ...orders, name: 'Different' };

describe('importMillrace', () => {
  it('counts tasks and needs of all groups', () => {
    expect(importMillrace(orders, new Map(), 'rename')).toEqual({ workflow: orders, report: { tasks: 4, edges: 3, warnings: [] } });
  });

  it('keeps the id of a workflow that is here word for word', () => {
    const imported = importMillrace(orders, new Map([['orders', { ...orders }]]), 'rename');

    expect(imported.workflow.id).toBe('orders');
    expect(imported.report.warnings).toEqual([]);
  });

  it('gives a different workflow a free id and lets its calls of itself follow', () => {
    const present = new Map([
      ['orders', different],
      ['orders-2', different],
    ]);

    const { workflow, report } = importMillrace(orders, present, 'rename');

    expect(workflow.id).toBe('orders-3');
    expect(workflow.tasks.page?.tasks?.again?.with).toEqual({ workflow: 'orders-3', wait: false });
    expect(workflow.tasks.other?.with).toEqual({ workflow: 'stock' });
    expect(report.warnings).toEqual(['A different workflow "orders" is here already; this one is now called "orders-3".']);
  });

  it('replaces when told so, and says so', () => {
    const { workflow, report } = importMillrace(orders, new Map([['orders', different]]), 'replace');

    expect(workflow).toEqual(orders);
    expect(report.warnings).toEqual(['The workflow "orders" that was here is replaced.']);
  });
});
