// A run as it goes on: states, logs, progress and results come by themselves. Tasks wait for files that the test makes when it has seen enough.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type App, expect, test } from '../harness/test.ts';
import { inState, node } from '../pages/canvas.ts';
import { drawer, inspector, openWorkflow, run } from '../pages/designer.ts';

const taken = (page: Page, edge: string) => page.locator(`.react-flow__edge[data-id="${edge}"] [class*="_taken_"]`);

const fileOf = ({ dataDir }: App, name: string) => join(dataDir, '..', name);
const make = (app: App, name: string) => writeFile(fileOf(app, name), '');

/** A task that says that it began, waits for a file, and says that it ended. */
function waitingFor(path: string): Record<string, unknown> {
  const script = 'echo begun; while [ ! -e "$0" ]; do sleep 0.05; done; echo ended';
  return { type: 'shell.command', with: { command: ['sh', '-c', script, path] } };
}

test('states, logs and results come while it runs', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, {
    format: 1,
    id: 'live',
    name: 'Live',
    tasks: {
      prepare: { type: 'data.set', with: { values: { answer: 42 } } },
      slow: { ...waitingFor(fileOf(app, 'go')), needs: ['prepare'] },
      after: { type: 'log.write', needs: ['slow'], with: { message: 'all done' } },
      alert: { type: 'log.write', needs: ['slow:failed'], with: { message: 'never' } },
    },
    layout: { tasks: { prepare: [0, 0], slow: [264, 0], after: [528, -60], alert: [528, 80] } },
  });

  await run(page);
  await expect(inState(page, 'slow', 'running')).toBeVisible();
  await expect(inState(page, 'prepare', 'succeeded')).toBeVisible();
  await expect(taken(page, 'prepare:done>slow')).toHaveCount(1);
  await expect(taken(page, 'slow:done>after')).toHaveCount(0);
  await drawer(page).getByRole('tab', { name: 'Logs' }).click();
  await expect(drawer(page).getByText('begun')).toBeVisible();
  await expect(drawer(page).getByText('ended')).toBeHidden();

  await make(app, 'go');
  await expect(inState(page, 'after', 'succeeded')).toBeVisible();
  await expect(inState(page, 'alert', 'skipped')).toBeVisible();
  await expect(taken(page, 'slow:done>after')).toHaveCount(1);
  await expect(taken(page, 'slow:failed>alert')).toHaveCount(0);
  await expect(drawer(page).getByText('all done')).toBeVisible();

  await node(page, 'prepare').click();
  await page.getByRole('tab', { name: 'Data' }).click();
  await expect(inspector(page).getByText('answer').first()).toBeVisible();
  await expect(inspector(page).getByText('42').first()).toBeVisible();
});

test('a run that waits for a person is canceled from the title bar', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, {
    format: 1,
    id: 'asking',
    name: 'Asking',
    tasks: {
      ask: { type: 'flow.approval', with: { title: 'Go on?' } },
      after: { type: 'log.write', needs: ['ask:approved'], with: { message: 'never' } },
    },
  });

  await run(page);
  await expect(inState(page, 'ask', 'waiting')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel the run' }).first().click();

  await expect(drawer(page).getByText(/ · canceled/)).toBeVisible();
  await expect(inState(page, 'ask', 'canceled')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run', exact: true }).first()).toBeEnabled();
});

test('a loop shows how many of its items are done', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, {
    format: 1,
    id: 'loop',
    name: 'Loop',
    tasks: { each: { ...waitingFor(fileOf(app, 'item-{{ item }}')), each: { in: '{{ [1, 2, 3] }}' } } },
  });
  const progress = node(page, 'each').getByRole('progressbar');

  await run(page);
  for (const done of [0, 1, 2]) {
    await expect(progress).toHaveAttribute('aria-valuenow', String(done));
    await make(app, `item-${done + 1}`);
  }

  await expect(inState(page, 'each', 'succeeded')).toBeVisible();
});

test('the form of a run refuses what is no value for its inputs', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, {
    format: 1,
    id: 'form',
    name: 'Form',
    inputs: {
      count: { type: 'integer', title: 'Count', minimum: 1 },
      list: { type: 'array', title: 'List', default: [] },
      name: { type: 'string', title: 'Who', default: 'you' },
    },
    tasks: { say: { type: 'log.write', with: { message: 'Hello {{ inputs.name }}, {{ inputs.count }} times' } } },
  });
  await page.getByRole('button', { name: 'Run', exact: true }).first().click();
  const form = page.getByRole('dialog', { name: 'Run Form' });
  const start = form.getByRole('button', { name: 'Run', exact: true });

  await start.click();
  await expect(form.getByText('A value is needed.')).toBeVisible();
  await form.getByLabel('Count').fill('many');
  await expect(form.getByText('This is not a number.')).toBeVisible();
  await form.getByLabel('Count').fill('2');
  await form.getByLabel('List').fill('[1,');
  await expect(form.getByText('This is not JSON.')).toBeVisible();
  await form.getByLabel('List').fill('[1]');
  await form.getByLabel('Count').fill('0');
  await start.click();
  await expect(form.getByRole('alert')).toContainText('count');
  await form.getByLabel('Count').fill('2');
  await start.click();

  await expect(form).toBeHidden();
  await drawer(page).getByRole('tab', { name: 'Logs' }).click();
  await expect(drawer(page).getByText('Hello you, 2 times')).toBeVisible();
});

test('the form begins with what was typed the last time', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, {
    format: 1,
    id: 'greet',
    name: 'Greet',
    inputs: { name: { type: 'string' }, greeting: { type: 'string', default: 'Hello' } },
    tasks: { say: { type: 'log.write', with: { message: '{{ inputs.greeting }}, {{ inputs.name }}' } } },
  });
  const start = () => page.getByRole('button', { name: 'Run', exact: true }).first().click();
  const form = page.getByRole('dialog');
  await start();
  await form.getByLabel('name', { exact: true }).fill('Ada');
  await form.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(inState(page, 'say', 'succeeded')).toBeVisible();

  await start();
  await expect(form.getByLabel('name', { exact: true })).toHaveValue('Ada');
  await expect(form.getByLabel('greeting', { exact: true })).toHaveValue('Hello');
});
