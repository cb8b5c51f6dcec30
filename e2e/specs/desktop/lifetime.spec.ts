// From one start to the next: where the window is, what goes on, and who has the data.
import { join } from 'node:path';
import { expect, test } from '../../harness/desktop.ts';
import { root } from '../../harness/paths.ts';
import { startServer } from '../../harness/server.ts';
import { openWorkflow, run, task } from '../../pages/designer.ts';

test('the window comes back where it was, as large as it was', async ({ desktop }) => {
  const first = await desktop.start();
  const bounds = { x: 60, y: 40, width: 1100, height: 700 };
  await first.application.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds);
  const boundsOf = (application: typeof first.application) =>
    application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
  await expect.poll(() => boundsOf(first.application)).toEqual(bounds);
  await first.application.close();

  const second = await desktop.start();
  expect(await boundsOf(second.application)).toEqual(bounds);
});

test('the menu runs the commands of the window', async ({ desktop }) => {
  const { application, page } = await desktop.start();
  await openWorkflow(page, {
    format: 1,
    id: 'orders',
    name: 'Orders',
    tasks: { a: { type: 'log.write', name: 'First', with: { message: 'x' } } },
  });
  const click = (id: string) =>
    application.evaluate(({ Menu }, wanted) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
      if (item?.enabled) item.click();
      return item?.enabled ?? null;
    }, id);
  expect(await click('edit.undo')).toBe(false);
  await task(page, 'First').click();
  await page.keyboard.press('Delete');
  await expect(task(page, 'First')).toBeHidden();
  await expect.poll(() => click('edit.undo')).toBe(true);
  await expect(task(page, 'First')).toBeVisible();
});

test('a run goes on after quitting in the middle of it', async ({ desktop }) => {
  const first = await desktop.start();
  await openWorkflow(first.page, {
    format: 1,
    id: 'slow',
    name: 'Slow',
    tasks: {
      wait: { type: 'flow.wait', name: 'Wait', with: { for: '4s' } },
      after: { type: 'log.write', name: 'After', needs: ['wait'], with: { message: 'done' } },
    },
  });
  await run(first.page);
  await expect(task(first.page, 'Wait').locator('[data-state="waiting"], [data-state="running"]').first()).toBeVisible();
  await first.application.close();

  const second = await desktop.start();
  await expect(task(second.page, 'After').locator('[data-state="succeeded"]')).toBeVisible({ timeout: 30_000 });
});

/** What e2e/harness/message-box.cjs puts there. */
type Boxes = {
  readonly boxes: readonly { readonly message: string; readonly detail: string; readonly buttons: readonly string[] }[];
  readonly answer: (button: number) => void;
};

test('a data directory that another engine has is told with who has it, and taken when it is free', async ({ desktop }) => {
  const server = await startServer(desktop.dataDir);
  const application = await desktop.launch([], [join(root, 'e2e/harness/message-box.cjs')]);
  const boxes = () => application.evaluate(() => (globalThis as unknown as Boxes).boxes);
  const answer = (button: number) => application.evaluate((_electron, chosen) => (globalThis as unknown as Boxes).answer(chosen), button);

  await expect.poll(async () => (await boxes()).length).toBe(1);
  const [box] = await boxes();
  expect(box).toMatchObject({ message: 'Millrace cannot start', buttons: ['Try again', 'Quit'] });
  expect(box?.detail).toContain(desktop.dataDir);
  expect(box?.detail).toContain(String(server.process.pid));
  await answer(0);
  await expect.poll(async () => (await boxes()).length).toBe(2);

  await server.stop();
  const opened = application.waitForEvent('window');
  await answer(0);
  await (await opened).getByRole('heading', { name: 'Workflows' }).waitFor();
});
