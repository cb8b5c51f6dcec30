import { spawnSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { cli } from '../harness/paths.ts';
import type { App } from '../harness/test.ts';
import { expect, test } from '../harness/test.ts';
import { inspector, openWorkflow, run, runCommand, task } from '../pages/designer.ts';

const orders = {
  format: 1,
  id: 'orders',
  name: 'Orders',
  inputs: { day: { type: 'string', default: '2026-11-20' } },
  tasks: {
    list: {
      type: 'data.set',
      name: 'List',
      with: {
        values: {
          orders: [
            { id: 7, total: 12.5 },
            { id: 8, total: 40 },
          ],
        },
      },
    },
    pick: { type: 'data.transform', name: 'Pick', needs: ['list'], with: { items: '{{ tasks.list.output.orders }}', limit: 5 } },
    fetch: { type: 'http.request', name: 'Fetch', needs: ['pick'], with: { url: 'http://127.0.0.1:9/orders' } },
  },
};

const field = (page: Page, name: string) => inspector(page).getByRole('textbox', { name, exact: true });

/** Saves, and waits until a task is stored like this. */
async function expectStored(app: App, id: string, expected: Record<string, unknown>): Promise<void> {
  await runCommand(app.page, 'Save');
  const tasks = async () => (await app.readWorkflow('orders')).value.tasks as Record<string, Record<string, unknown>>;
  await expect.poll(async () => (await tasks())[id]).toMatchObject(expected);
}

test('a form made from the schema changes the document, and undo takes it back', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, orders);
  await task(page, 'Fetch').click();

  await field(page, 'Address').fill('http://127.0.0.1:9/orders/today');
  await inspector(page).getByRole('combobox', { name: 'Method' }).click();
  await page.getByRole('option', { name: 'POST' }).click();
  await inspector(page).getByLabel('Query, name 1').fill('day');
  await inspector(page).getByLabel('Query, value of day').fill('{{ inputs.day }}');
  await inspector(page).getByRole('combobox', { name: 'Authentication: kind' }).click();
  await page.getByRole('option', { name: /Bearer/ }).click();
  await field(page, 'Token').or(inspector(page).getByLabel('Token')).first().fill('API_TOKEN');
  await expectStored(app, 'fetch', {
    with: {
      url: 'http://127.0.0.1:9/orders/today',
      method: 'POST',
      query: { day: '{{ inputs.day }}' },
      auth: { type: 'bearer', token: '{{ secrets.API_TOKEN }}' },
    },
  });

  await field(page, 'Address').press('Control+z');
  await field(page, 'Address').press('Control+z');
  await expect(inspector(page).getByRole('combobox', { name: 'Authentication: kind' })).toHaveText('None');
});

test('an expression is completed, and shows its value on the data of the last run', async ({ app: { page } }) => {
  await openWorkflow(page, orders);
  await run(page);
  await task(page, 'Pick').click();

  await field(page, 'Where').click();
  await field(page, 'Where').pressSequentially('{{item.tot');
  await page.getByRole('option', { name: /total/ }).click();
  await field(page, 'Where').pressSequentially(' > 20.0');
  await expect(field(page, 'Where')).toHaveValue('{{ item.total > 20.0 }}');
  await expect(inspector(page).locator('[data-field="with.where"]').getByText('false', { exact: true })).toBeVisible();
});

test('what is wrong is said at the field, and a number that is none is not taken', async ({ app: { page } }) => {
  await openWorkflow(page, orders);
  await task(page, 'Pick').click();

  await field(page, 'Items').fill('{{ tasks.lisst.output }}');
  await expect(inspector(page).locator('[data-field="with.items"]').getByText(/lisst/).last()).toBeVisible();
  await inspector(page).getByLabel('Limit', { exact: true }).fill('many');
  await expect(inspector(page).getByText('This is no number.')).toBeVisible();
  await inspector(page).getByRole('tab', { name: 'Policy' }).click();
  await field(page, 'Timeout').fill('soon');
  await expect(inspector(page).getByText(/Must be a duration/)).toBeVisible();
});

test('a task gets another id, and everything follows it', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, orders);
  await task(page, 'List').click();

  await inspector(page)
    .getByRole('button', { name: /^list\. / })
    .click();
  await field(page, 'Id').fill('pick');
  await field(page, 'Id').press('Enter');
  await expect(inspector(page).getByText(/There is a task/)).toBeVisible();
  await field(page, 'Id').fill('source');
  await field(page, 'Id').press('Enter');

  await expect(inspector(page).getByRole('button', { name: /^source\. / })).toBeVisible();
  await expectStored(app, 'pick', { needs: ['source'], with: { items: '{{ tasks.source.output.orders }}' } });
});

test('the data of a run is shown as a tree and a table, and an error with its cause', async ({ app: { page } }) => {
  await openWorkflow(page, orders);
  await run(page);
  await expect(page.getByText(/Run [a-z0-9]+ · failed/)).toBeVisible({ timeout: 30_000 });

  await task(page, 'Pick').click();
  await inspector(page).getByRole('tab', { name: 'Data' }).click();
  await inspector(page).getByRole('treeitem', { name: /^0/ }).click();
  await expect(inspector(page).getByRole('treeitem', { name: /^total/ })).toContainText('12.5');
  await inspector(page).getByRole('button', { name: 'Table' }).click();
  await expect(inspector(page).getByRole('columnheader', { name: 'total' })).toBeVisible();

  await task(page, 'Fetch').click();
  await expect(inspector(page).getByRole('heading', { name: 'Error' })).toBeVisible();
});

test('a retry policy says what it comes to', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, orders);
  await task(page, 'Fetch').click();
  await inspector(page).getByRole('tab', { name: 'Policy' }).click();

  await inspector(page).getByRole('switch', { name: 'Retry' }).click();
  await inspector(page).getByLabel('Attempts').fill('4');
  await expect(inspector(page).getByText('Retry 4 × from 1s, doubling')).toBeVisible();
  await expect(inspector(page).getByText('0–4s')).toBeVisible();
  await expectStored(app, 'fetch', { retry: { attempts: 4 } });
});

test('markup in names and notes of a task is text', async ({ app: { page } }) => {
  const payload = '<img src=x onerror="window.__hit = 1"><script>window.__hit = 1</script>';
  const tasks = { a: { type: 'log.write', name: payload, description: `**bold** ${payload}`, with: { message: payload } } };
  await openWorkflow(page, { format: 1, id: 'markup', name: 'Markup', tasks });
  await page.locator('.react-flow__node').first().click();

  await inspector(page).getByRole('tab', { name: 'Notes' }).click();
  await expect(inspector(page).getByText('bold')).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, '__hit'))).toBeUndefined();
});

test('a field for a secret suggests the names that are stored', async ({ app }) => {
  const { page, dataDir } = app;
  await openWorkflow(page, orders);
  spawnSync(process.execPath, [cli, 'secrets', 'set', 'STORED_TOKEN', '--data-dir', dataDir], { input: 'hush' });
  await task(page, 'Fetch').click();
  await inspector(page).getByRole('combobox', { name: 'Authentication: kind' }).click();
  await page.getByRole('option', { name: /Bearer/ }).click();

  const token = inspector(page).getByLabel('Token').first();
  await token.focus();

  const suggested = async () => {
    const list = await token.getAttribute('list');
    return page.locator(`datalist[id="${list}"] option`).evaluateAll((options) => options.map((option) => option.getAttribute('value')));
  };
  await expect.poll(suggested).toContain('STORED_TOKEN');
});
