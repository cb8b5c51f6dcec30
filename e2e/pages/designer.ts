// The window as a person speaks of it.
import { expect, type Page } from '@playwright/test';

export const canvas = (page: Page) => page.locator('[data-surface="canvas"]');
export const task = (page: Page, name: string) => page.locator('.react-flow__node').filter({ has: page.getByText(name, { exact: true }) });
export const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });
export const drawer = (page: Page) => page.getByRole('region', { name: 'Run and problems' });
export const tab = (page: Page, name: string) => page.getByRole('tab', { name });
export const treeItem = (page: Page, name: string | RegExp) => page.getByRole('treeitem', { name });

export async function useTemplate(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /Choose a template/ }).click();
  await page.getByRole('button', { name }).click();
  await page.getByRole('button', { name: 'Use this template' }).click();
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
}

/** Drops a file on the window, as from the desktop. */
export async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ''], fileName ?? '', { type: 'application/json' }));
      return transfer;
    },
    [name, text] as const,
  );
  await page.locator('#root > *').first().dispatchEvent('drop', { dataTransfer });
}

export async function openWorkflow(page: Page, document: unknown): Promise<void> {
  await page.getByRole('heading', { name: 'Workflows' }).waitFor();
  const { name, id } = document as { readonly name?: string; readonly id: string };
  await dropFile(page, `${id}.json`, JSON.stringify(document, null, 2));
  await expect(tab(page, name ?? id)).toBeVisible();
}

export async function runCommand(page: Page, label: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill(label);
  await page.getByRole('option', { name: label }).first().click();
}

/** Starts a run of the workflow in front, with what its form says at first. */
export async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.or(page.getByText(/^Run [a-z0-9]+ · /)).first()).toBeVisible();
  if (await dialog.isVisible()) await dialog.getByRole('button', { name: 'Run', exact: true }).click();
}

/** Saves from the keyboard, and waits until it is. */
export async function saved(page: Page): Promise<void> {
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('img', { name: 'Not saved' })).toBeHidden();
}

/** Canvas and code side by side. */
export async function showCode(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Split' }).click();
  await expect(page.locator('.monaco-editor .view-lines').first()).toContainText('"format"', { timeout: 30_000 });
}
