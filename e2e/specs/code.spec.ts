import type { Page } from '@playwright/test';
import { expect, test } from '../harness/test.ts';
import { openWorkflow, task } from '../pages/designer.ts';

const orders = {
  format: 1,
  id: 'orders',
  name: 'Orders',
  tasks: {
    fetch: { type: 'http.request', name: 'Fetch', with: { url: 'https://example.test/orders' } },
    store: { type: 'log.write', name: 'Store', needs: ['fetch'], with: { message: '{{ tasks.fetch.output.status }}' } },
  },
};

const editor = (page: Page) => page.getByRole('region', { name: 'Code' }).locator('.monaco-editor').first();
const lines = (page: Page) => editor(page).locator('.view-lines');
const suggestion = (page: Page, name: string) => page.locator('.suggest-widget .monaco-list-row').filter({ hasText: name }).first();

async function showCode(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Split' }).click();
  await expect(lines(page)).toContainText('"format"', { timeout: 30_000 });
}

/** Puts the caret behind the first place that has this text. */
async function caretBehind(page: Page, text: string): Promise<void> {
  const line = lines(page).locator('.view-line').filter({ hasText: text }).first();
  await line.click({ position: { x: 2, y: 8 } });
  await page.keyboard.press('Home');
  await page.keyboard.press('Home');
  const before = ((await line.textContent()) ?? '').replaceAll('\u00a0', ' ');
  for (let steps = before.indexOf(text) + text.length; steps > 0; steps--) await page.keyboard.press('ArrowRight');
}

test('what is typed is on the canvas, and what is done on the canvas is in the text', async ({ app: { page } }) => {
  await openWorkflow(page, orders);
  await showCode(page);

  await caretBehind(page, '"name": "Fetch');
  await page.keyboard.type(' them');
  await expect(task(page, 'Fetch them')).toBeVisible();

  await page.keyboard.press('Control+z');
  await expect(task(page, 'Fetch')).toBeVisible();
  await expect(lines(page)).toContainText('"name": "Fetch"');
});

test('a text that does not parse says where, and loses no keystroke', async ({ app: { page } }) => {
  await openWorkflow(page, orders);
  await showCode(page);

  await caretBehind(page, '"id": "orders",');
  await page.keyboard.press('Enter');
  await page.keyboard.type('"tags');
  await expect(page.getByRole('button', { name: 'Go to' })).toBeVisible();
  await expect(task(page, 'Fetch')).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.type(': [],');

  await expect(page.getByRole('button', { name: 'Go to' })).toHaveCount(0);
  await expect(lines(page)).toContainText('"tags": [],');
});

test('completion knows the task type, the tasks upstream and what they give', async ({ app: { page } }) => {
  await openWorkflow(page, orders);
  await showCode(page);

  await caretBehind(page, 'tasks.fetch.output.');
  await page.keyboard.press('Control+Space');
  await expect(suggestion(page, 'headers')).toBeVisible();
  await page.keyboard.press('Escape');

  await caretBehind(page, '"url": "https://example.test/orders"');
  await page.keyboard.type(', "met');
  await expect(suggestion(page, 'method')).toBeVisible();
});

test('a task is renamed in the code, everywhere it is named', async ({ app: { page } }) => {
  await openWorkflow(page, orders);
  await showCode(page);

  await caretBehind(page, 'tasks.fetch');
  await page.keyboard.press('F2');
  await page.locator('.rename-box input').fill('load');
  await page.keyboard.press('Enter');

  await expect(lines(page)).toContainText('"load": {');
  await expect(lines(page)).toContainText('"load"');
  await expect(lines(page)).toContainText('{{ tasks.load.output.status }}');
});

test('what is selected on the canvas is shown in the code, and the other way round', async ({ app: { page } }) => {
  await openWorkflow(page, orders);
  await showCode(page);

  await task(page, 'Fetch').click();
  await expect(editor(page).locator('[class*="bar"]').first()).toBeVisible();

  await caretBehind(page, '"name": "Store');
  await expect(page.getByText(/^Write to the log/).first()).toBeVisible();
});
