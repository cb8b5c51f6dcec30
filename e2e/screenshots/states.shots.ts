import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../harness/paths.ts';
import { expect, test } from '../harness/test.ts';
import { canvas, openWorkflow, run, task, useTemplate } from '../pages/designer.ts';

const night = {
  format: 1,
  id: 'orders-to-warehouse',
  name: 'Orders to warehouse',
  description: 'Fetches the orders of a day and stores each of them.',
  inputs: { day: { type: 'string', format: 'date', default: '2026-11-20' }, seconds: { type: 'integer', default: 0 } },
  triggers: { night: { type: 'cron', schedule: '0 2 * * *', timezone: 'Europe/Berlin', name: 'Every night', enabled: false } },
  tasks: {
    fetch: {
      type: 'data.set',
      name: 'Fetch orders',
      with: {
        values: {
          day: '{{ inputs.day }}',
          orders: [
            { id: 7, total: 20 },
            { id: 9, total: 35 },
          ],
        },
      },
    },
    any: { type: 'flow.branch', name: 'Any orders?', needs: ['fetch'], with: { if: '{{ size(tasks.fetch.output.orders) > 0 }}' } },
    store: {
      type: 'group',
      name: 'Store each order',
      needs: ['any:yes'],
      each: { in: '{{ tasks.fetch.output.orders }}', as: 'order' },
      tasks: {
        validate: { type: 'data.validate', name: 'Validate', with: { value: '{{ order }}', schema: { type: 'object', required: ['id'] } } },
        upsert: { type: 'shell.command', name: 'Upsert', needs: ['validate'], with: { command: ['sleep', '{{ inputs.seconds }}'] } },
      },
    },
    empty: { type: 'file.write', name: 'Empty report', needs: ['any:no'], with: { path: 'report.json', content: '[]' } },
    report: { type: 'log.write', name: 'Send report', needs: ['store'], with: { message: 'Stored the orders of {{ inputs.day }}' } },
    alert: { type: 'log.write', name: 'Alert on-call', needs: ['store:failed'], with: { message: 'Orders failed', level: 'error' } },
  },
  layout: {
    triggers: { night: [-264, 120] },
    tasks: {
      fetch: [0, 120],
      any: [264, 120],
      store: [536, 0],
      'store.validate': [24, 64],
      'store.upsert': [272, 64],
      empty: [536, 240],
      report: [1100, 0],
      alert: [1100, 140],
    },
    notes: [
      {
        text: '**API limits**\n\n60 requests a minute. Retries back off from 1 s, four attempts.',
        at: [0, 220],
        size: [208, 96],
        color: 'yellow',
      },
    ],
  },
};

const failing = {
  ...night,
  id: 'nightly-backup',
  name: 'Nightly backup',
  tasks: {
    list: { type: 'data.set', name: 'List folders', with: { values: { folders: ['data', 'mail'] } } },
    archive: {
      type: 'shell.command',
      name: 'Archive',
      needs: ['list'],
      with: { command: ['sh', '-c', 'echo packing data; echo "disk quota exceeded" >&2; exit 28'] },
      retry: { attempts: 2, delay: '200ms', jitter: 'none' },
    },
    verify: { type: 'data.set', name: 'Verify', needs: ['archive'], with: { values: { ok: true } } },
  },
  inputs: {},
  triggers: {},
  layout: { tasks: { list: [0, 0], archive: [264, 0], verify: [528, 0] } },
};

async function shoot(page: Page, name: string, project: string): Promise<void> {
  await page.mouse.move(0, 0);
  const toasts = page.getByRole('button', { name: 'Dismiss' });
  while ((await toasts.count()) > 0) await toasts.first().click();
  await page.screenshot({ path: join(root, 'screenshots', `${name}-${project}.png`), animations: 'disabled' });
}

test('the ten states', async ({ app: { page } }, { project }) => {
  await expect(page.getByRole('heading', { name: 'Design a workflow' })).toBeVisible();
  await shoot(page, 'empty', project.name);

  await page.getByRole('button', { name: /Choose a template/ }).click();
  await expect(page.getByRole('button', { name: /Weather report/ })).toBeVisible();
  await shoot(page, 'templates', project.name);
  await page.keyboard.press('Escape');

  await openWorkflow(page, night);
  await expect(task(page, 'Fetch orders').first()).toBeVisible();
  await canvas(page).focus();
  await page.keyboard.press('f');
  await task(page, 'Any orders?').click();
  await shoot(page, 'designing', project.name);

  await task(page, 'Fetch orders').click();
  await shoot(page, 'inspector', project.name);

  await page.getByRole('radio', { name: 'Split' }).click();
  await expect(page.locator('.view-lines').first()).toContainText('fetch', { timeout: 30_000 });
  await shoot(page, 'split', project.name);
  await page.getByRole('radio', { name: 'Code' }).click();
  await expect(page.locator('.view-lines').first()).toBeVisible();
  await shoot(page, 'code', project.name);
  await page.getByRole('radio', { name: 'Design' }).click();

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('zoom');
  await shoot(page, 'palette', project.name);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Run', exact: true }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('seconds').fill('3');
  await form.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.locator('[data-state="running"]').first()).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Timeline' })).toBeVisible();
  await shoot(page, 'running', project.name);

  await openWorkflow(page, failing);
  await run(page);
  await expect(page.getByText(/ · failed/)).toBeVisible({ timeout: 30_000 });
  await task(page, 'Archive').click();
  await page.getByRole('tab', { name: 'Data' }).click();
  await shoot(page, 'failed', project.name);

  const { archive, ...others } = failing.tasks;
  await openWorkflow(page, {
    ...failing,
    id: 'with-problems',
    name: 'With problems',
    tasks: {
      ...others,
      archive: { ...archive, with: { comand: ['tar'], timeout: 'soon' } },
      verify: { ...others.verify, needs: ['archiv'] },
    },
  });
  await page.getByRole('tab', { name: /^Problems/ }).click();
  await task(page, 'Archive').click();
  await page.getByRole('tab', { name: 'Configure' }).click();
  await shoot(page, 'problems', project.name);
});

test('a template', async ({ app: { page } }, { project }) => {
  await useTemplate(page, 'Sales rollup');
  await expect(page.getByRole('complementary').getByRole('heading').first()).toBeVisible();
  await shoot(page, 'template', project.name);
});
