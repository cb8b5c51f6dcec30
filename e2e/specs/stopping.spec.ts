// How a person runs a workflow while working on it: stopping before a task, keeping an output, going only so far, in an environment.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { cli } from '../harness/paths.ts';
import { type App, expect, test } from '../harness/test.ts';
import { inState, node } from '../pages/canvas.ts';
import { canvas, drawer, inspector, openWorkflow, run, runCommand } from '../pages/designer.ts';

const breakpoint = (page: Page, path: string) => node(page, path).getByRole('img', { name: 'Breakpoint' });
const pin = (page: Page, path: string) => node(page, path).getByRole('img', { name: 'Pinned' });
const shownRun = (page: Page) => drawer(page).getByText(/^Run [a-z0-9]+ · /);

/** load ──► store ──► report, and beside them: other */
const orders = {
  format: 1,
  id: 'orders',
  name: 'Orders',
  tasks: {
    load: { type: 'data.set', name: 'Load', with: { values: { count: 1 } } },
    store: { type: 'data.set', name: 'Store', needs: ['load'], with: { values: { stored: '{{ tasks.load.output.count * 10 }}' } } },
    report: { type: 'log.write', name: 'Report', needs: ['store'], with: { message: 'stored {{ string(tasks.store.output.stored) }}' } },
    other: { type: 'log.write', name: 'Other', with: { message: 'beside' } },
  },
  layout: { tasks: { load: [0, 0], store: [264, 0], report: [528, 0], other: [0, 120] } },
};

/** Selects a task by keyboard alone: the first one, then along the edges. */
async function walkTo(page: Page, ...keys: readonly string[]): Promise<void> {
  await canvas(page).focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
  for (const key of keys) await page.keyboard.press(key);
}

async function millrace({ dataDir }: App, ...args: readonly string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [cli, ...args, '--data-dir', dataDir]);
}

test('a run waits at a breakpoint until it is continued', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, orders);
  await walkTo(page, 'ArrowRight');
  await page.keyboard.press('b');
  await expect(breakpoint(page, 'store')).toBeVisible();
  await expect(page.getByRole('button', { name: '1 breakpoint' })).toBeVisible();

  await page.keyboard.press('Control+Enter');
  await expect(inState(page, 'store', 'waiting')).toBeVisible();
  await expect(inState(page, 'load', 'succeeded')).toBeVisible();
  await expect(node(page, 'store').getByText('At a breakpoint', { exact: true })).toBeVisible();
  await expect(shownRun(page)).toContainText('waiting');
  await page.getByRole('tab', { name: 'Data' }).click();
  await expect(inspector(page).getByText('At a breakpoint: it begins when you continue.')).toBeVisible();
  await expect(inspector(page).getByText('10').first()).toBeVisible();

  await page.keyboard.press('F8');
  await expect(inState(page, 'report', 'succeeded')).toBeVisible();
  await expect(shownRun(page)).toContainText('succeeded');

  await run(page);
  await expect(inState(page, 'store', 'waiting')).toBeVisible();
  await page.getByRole('button', { name: 'Continue' }).first().click();
  await expect(shownRun(page)).toContainText('succeeded');

  await walkTo(page, 'ArrowRight');
  await page.keyboard.press('b');
  await expect(breakpoint(page, 'store')).toBeHidden();
});

test('a pinned output is used instead of running the task, and says so', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, orders);
  await walkTo(page, 'ArrowRight');
  await page.keyboard.press('p');
  await expect(page.getByText('Run it first: a pin keeps the output of a run.')).toBeVisible();
  await run(page);
  await expect(inState(page, 'report', 'succeeded')).toBeVisible();
  await walkTo(page, 'ArrowRight');
  await page.keyboard.press('p');
  await expect(pin(page, 'store')).toBeVisible();

  await walkTo(page);
  await page.getByRole('tab', { name: 'Configure' }).click();
  await inspector(page).getByLabel('Values, value of count').fill('7');
  await page.keyboard.press('Control+Enter');
  await expect(node(page, 'store').locator('[title="succeeded: Pinned: it did not run"]')).toBeVisible();
  await drawer(page).getByRole('tab', { name: 'Logs' }).click();
  await node(page, 'report').click();
  await expect(drawer(page).getByText('stored 10')).toBeVisible();

  await node(page, 'store').click();
  await page.getByRole('tab', { name: 'Data' }).click();
  await expect(inspector(page).getByText(/^Pinned: from run /)).toBeVisible();
  await inspector(page).getByRole('button', { name: 'Unpin' }).click();
  await expect(pin(page, 'store')).toBeHidden();
  await node(page, 'report').click();
  await run(page);
  await drawer(page).getByRole('tab', { name: 'Logs' }).click();
  await expect(drawer(page).getByText('stored 70')).toBeVisible();
});

test('a run up to a task leaves out what that does not stand on', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, orders);
  await walkTo(page, 'ArrowRight');
  await page.keyboard.press('Shift+Enter');

  await expect(inState(page, 'store', 'succeeded')).toBeVisible();
  for (const path of ['report', 'other']) {
    await expect(inState(page, path, 'skipped')).toBeVisible();
    await expect(node(page, path).locator('[title^="skipped: The run went up to a task"]')).toBeVisible();
  }
  await expect(shownRun(page)).toContainText(/succeeded · .* · up to store/);
});

test('marks stay with their tasks: renamed, undone, after a restart of the window', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, orders);
  await run(page);
  await expect(inState(page, 'report', 'succeeded')).toBeVisible();
  await walkTo(page, 'ArrowRight');
  await page.keyboard.press('b');
  await page.keyboard.press('p');

  await inspector(page).getByRole('button', { name: 'Change the id' }).click();
  await inspector(page).getByRole('textbox', { name: 'Id' }).fill('kept');
  await page.keyboard.press('Enter');
  await expect(breakpoint(page, 'kept')).toBeVisible();
  await expect(pin(page, 'kept')).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('img', { name: 'Not saved' })).toBeHidden();

  await page.reload();
  await expect(breakpoint(page, 'kept')).toBeVisible();
  await expect(pin(page, 'kept')).toBeVisible();
  await canvas(page).focus();
  await page.keyboard.press('Control+z');
  await expect(breakpoint(page, 'store')).toBeVisible();
  await runCommand(page, 'Remove all breakpoints');
  await runCommand(page, 'Unpin all outputs');
  await expect(breakpoint(page, 'store')).toBeHidden();
  await expect(pin(page, 'store')).toBeHidden();
});

test('runs get the environment that is chosen beside Run', async ({ app }) => {
  const { page } = app;
  await millrace(app, 'environments', 'set', 'staging', 'greeting=Hello from staging');
  await openWorkflow(page, {
    format: 1,
    id: 'greet',
    name: 'Greet',
    tasks: { say: { type: 'log.write', name: 'Say', with: { message: '{{ vars.greeting }}' } } },
  });
  await page.getByRole('button', { name: 'Environment of runs: No environment' }).click();
  await page.getByRole('menuitem', { name: 'staging' }).click();

  await run(page);
  await expect(shownRun(page)).toContainText(/succeeded · .* · in staging/);
  await drawer(page).getByRole('tab', { name: 'Logs' }).click();
  await expect(drawer(page).getByText('Hello from staging')).toBeVisible();

  await page.reload();
  await expect(page.getByRole('button', { name: 'Environment of runs: staging' })).toBeVisible();
});
