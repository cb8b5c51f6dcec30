// Files and links that come from outside of the window: at the start, and from a second start while it runs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Desktop, expect, test } from '../../harness/desktop.ts';
import { electronArgs } from '../../harness/electron.ts';
import { electronBinary } from '../../harness/paths.ts';
import { tab } from '../../pages/designer.ts';

async function writeWorkflow(folder: string, id: string, name: string): Promise<string> {
  const path = join(folder, `${id}.millrace`);
  const tasks = { note: { type: 'log.write', with: { message: name } } };
  await writeFile(path, JSON.stringify({ format: 1, id, name, tasks }, null, 2));
  return path;
}

/** As the desktop does for a double click or a link; resolves when the second start has handed over and ended. */
async function startAgain(desktop: Desktop, args: readonly string[]): Promise<void> {
  const second = spawn(electronBinary, electronArgs(desktop, args), { cwd: desktop.folder, stdio: 'ignore' });
  expect(await once(second, 'exit')).toEqual([0, null]);
}

test('a file and a link are opened at the start, and again from a second start', async ({ desktop }) => {
  const file = await writeWorkflow(desktop.folder, 'orders', 'Orders');
  const { application, page } = await desktop.start([file]);
  await expect(tab(page, 'Orders')).toBeVisible();

  await writeWorkflow(desktop.folder, 'invoices', 'Invoices');
  await startAgain(desktop, ['invoices.millrace']);
  await expect(tab(page, 'Invoices')).toHaveAttribute('aria-selected', 'true');

  await startAgain(desktop, ['millrace://workflow/orders']);
  await expect(tab(page, 'Orders')).toHaveAttribute('aria-selected', 'true');

  await startAgain(desktop, ['millrace://workflow/nobody']);
  await expect(page.getByText(/nobody/).first()).toBeVisible();
  await startAgain(desktop, ['millrace://workflow/../../etc', 'millrace://run/orders']);
  await expect(page.getByRole('tablist', { name: 'Open workflows' }).getByRole('tab')).toHaveCount(2);
  expect(application.windows()).toHaveLength(1);
});

test('a file that is not there is told by its name', async ({ desktop }) => {
  const { application, page } = await desktop.start();
  await page.getByRole('heading', { name: 'Workflows' }).waitFor();
  await application.evaluate(({ dialog }) => {
    Object.assign(globalThis, { told: [] });
    dialog.showMessageBox = ((options: { message: string }) => {
      (globalThis as unknown as { told: string[] }).told.push(options.message);
      return Promise.resolve({ response: 0, checkboxChecked: false });
    }) as never;
  });
  await startAgain(desktop, ['missing.json']);
  await expect
    .poll(() => application.evaluate(() => (globalThis as unknown as { told: string[] }).told))
    .toEqual(['missing.json could not be opened']);
});

test('closing the window keeps the engine at work; another start opens the window again', async ({ desktop }) => {
  const file = await writeWorkflow(desktop.folder, 'orders', 'Orders');
  const { application, page } = await desktop.start();
  await page.getByRole('heading', { name: 'Workflows' }).waitFor();
  await page.close();
  expect(await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);

  const opened = application.waitForEvent('window');
  await startAgain(desktop, [file]);
  await expect(tab(await opened, 'Orders')).toBeVisible();
});
