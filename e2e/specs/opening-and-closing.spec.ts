// What is closed is gone: nothing of the window holds on to it.
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from '../harness/test.ts';
import { canvas, openWorkflow, showCode, tab, treeItem } from '../pages/designer.ts';

const cycles = 10;
const line = 'a line of a workflow that is large as text and small on the canvas';
/** Held on to in each cycle, as text and as what it says, it is far more than what compiled code comes to. */
const large = {
  format: 1,
  id: 'large',
  name: 'Large',
  tasks: {
    set: {
      type: 'data.set',
      name: 'Set',
      with: { values: { lines: Array.from({ length: 16_000 }, (_, index) => `${index}: ${line}`) } },
    },
  },
};
const largeBytes = JSON.stringify(large, null, 2).length;

test('a workflow that was opened and closed leaves nothing behind, nor does its code', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, large);
  await showCode(page);
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('Performance.enable');
  // What is made once is made in the first ones.
  for (let cycle = 0; cycle < 3; cycle += 1) await closeAndOpen(page);
  const before = await held(session);

  for (let cycle = 0; cycle < cycles; cycle += 1) await closeAndOpen(page);

  const after = await held(session);

  expect(after.bytes - before.bytes).toBeLessThan(cycles * 0.5 * largeBytes);
  expect(after.nodes - before.nodes).toBeLessThan(cycles * 10);
  expect(after.listeners - before.listeners).toBeLessThan(cycles * 2);
});

test('the code of a workflow is where it was left when its tab comes to the front again', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, large);
  await showCode(page);
  await openWorkflow(page, { ...large, id: 'other', name: 'Other', tasks: {} });
  await tab(page, 'Large').click();
  const lines = page.locator('.monaco-editor .view-lines').first();
  await expect(lines).toContainText('"format"');
  await lines.getByText('"id"').click();
  await page.keyboard.press('Control+End');
  await expect(lines).toContainText('15999:');

  await tab(page, 'Other').click();
  await expect(page.locator('.monaco-editor')).toBeHidden();
  await tab(page, 'Large').click();

  await expect(lines).toContainText('15999:');
});

async function closeAndOpen(page: Page): Promise<void> {
  await page.getByTitle('Close Large').click();
  await expect(tab(page, 'Large')).toBeHidden();
  await expect(page.locator('.monaco-editor')).toBeHidden();
  await treeItem(page, 'Large').click();
  await expect(canvas(page).locator('.react-flow__node').first()).toBeVisible();
  await expect(page.locator('.monaco-editor .view-lines').first()).toContainText('"format"');
}

async function held(session: CDPSession) {
  // A collection may free what only the next one can collect.
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN;
  return { bytes: usedSize, nodes: metric('Nodes'), listeners: metric('JSEventListeners') };
}
