import { readdir, readFile } from 'node:fs/promises';
import { type App, expect, test } from '../harness/test.ts';
import { canvas, openWorkflow, runCommand, tab, task, treeItem } from '../pages/designer.ts';

const document = {
  format: 1,
  id: 'orders',
  name: 'Orders',
  tasks: {
    fetch: { type: 'http.request', name: 'Fetch', with: { url: 'https://api.example.test/orders' } },
    store: { type: 'file.write', name: 'Store', needs: ['fetch'], with: { path: 'out.json', content: 'x' } },
  },
  layout: { tasks: { fetch: [0, 0], store: [300, 0] } },
};

test('a kill in mid-edit loses nothing that is older than a second', async ({ app }) => {
  await openWorkflow(app.page, document);
  await task(app.page, 'Store').click();
  await app.page.keyboard.press('d');
  await expect(app.page.getByRole('img', { name: 'Not saved' })).toBeVisible();
  await expect.poll(() => draftOf(app, 'orders')).toContain('disabled');

  await app.crash();

  await expect(tab(app.page, 'Orders')).toBeVisible();
  await expect(app.page.getByRole('img', { name: 'Not saved' })).toBeVisible();
  await canvas(app.page).focus();
  await app.page.keyboard.press('Control+z');
  await expect(app.page.getByRole('img', { name: 'Not saved' })).toBeHidden();
  expect((await app.readWorkflow('orders')).value).toEqual(document);
});

test('an exported workflow, deleted and imported again, is the same to the letter', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, document);
  const before = (await app.readWorkflow('orders')).text;

  const exported = String(await app.savedBy(() => runCommand(page, 'Export as JSON')));
  expect(exported).toBe(before);
  await treeItem(page, 'Orders').focus();
  await page.keyboard.press('Delete');
  await expect(treeItem(page, 'Orders')).toBeHidden();
  await openWorkflow(page, JSON.parse(exported));

  expect((await app.readWorkflow('orders')).text).toBe(before);
});

test('a deleted workflow comes back', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, document);
  const before = (await app.readWorkflow('orders')).text;

  await treeItem(page, 'Orders').focus();
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Undo' }).last().click();

  await expect(treeItem(page, 'Orders')).toBeVisible();
  expect((await app.readWorkflow('orders')).text).toBe(before);
});

/** What is kept of unsaved changes of a workflow; empty when nothing is. */
async function draftOf({ dataDir }: App, workflow: string): Promise<string> {
  const names = await readdir(`${dataDir}/drafts`).catch(() => []);
  const name = names.find((each) => each.startsWith(`${workflow}.`));
  return name === undefined ? '' : readFile(`${dataDir}/drafts/${name}`, 'utf8').catch(() => '');
}
