// The same workflow built by mouse, by keys and by typing: a branch, a group behind it, and what happens when the group fails.
import type { Locator, Page } from '@playwright/test';
import { type App, expect, test } from '../harness/test.ts';
import { node } from '../pages/canvas.ts';
import { canvas, saved, showCode } from '../pages/designer.ts';

const wanted = {
  format: 1,
  id: 'new-workflow',
  name: 'New workflow',
  tasks: {
    set: { type: 'data.set' },
    branch: { type: 'flow.branch', needs: ['set'] },
    group: {
      type: 'group',
      name: 'Group',
      needs: ['branch:yes'],
      tasks: { transform: { type: 'data.transform' }, validate: { type: 'data.validate', needs: ['transform'] } },
    },
    write: { type: 'log.write', needs: ['group:failed'] },
  },
};

const id = wanted.id;
test.slow();

const output = (page: Page, path: string, name: string) => node(page, path).locator(`.react-flow__handle.source[data-handleid="${name}"]`);
const input = (page: Page, path: string) => node(page, path).locator('.react-flow__handle.target');
const list = (page: Page) => page.getByRole('listbox', { name: 'Add a task' });

/** The file without its layout and without what names its schema: what has to be the same however it was built. */
async function meaning(app: App): Promise<string> {
  const { layout, $schema, ...rest } = (await app.readWorkflow(id)).value;
  return JSON.stringify(rest);
}

/** Back to the first text and forth to the last, byte for byte, seen in what is stored. */
async function undoesAndRedoes(app: App, first: string): Promise<void> {
  const last = (await app.readWorkflow(id)).text;
  await canvas(app.page).focus();
  for (const [key, text] of [
    ['Control+z', first],
    ['Control+Shift+z', last],
  ] as const) {
    await expect(async () => {
      for (let presses = 0; presses < 20; presses++) await app.page.keyboard.press(key);
      await saved(app.page);
      expect((await app.readWorkflow(id)).text).toBe(text);
    }).toPass({ timeout: 30_000 });
  }
}

test('by mouse alone', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /Blank workflow/ }).click();
  await expect(canvas(page)).toBeVisible();
  const first = (await app.readWorkflow(id)).text;

  await dragFromPalette(page, 'Set', { x: 180, y: 160 });
  await canvas(page).dblclick({ position: { x: 420, y: 130 } });
  await list(page).getByRole('option', { name: 'Branch' }).click();
  await draw(page, output(page, 'set', 'done'), input(page, 'branch'));
  await dragFromPalette(page, 'Transform', { x: 220, y: 420 });
  await draw(page, output(page, 'branch', 'yes'), input(page, 'transform'));
  await dragFromPalette(page, 'Validate', { x: 520, y: 420 });
  await draw(page, output(page, 'transform', 'done'), input(page, 'validate'));

  await band(page, node(page, 'transform'), node(page, 'validate'));
  for (const path of ['transform', 'validate']) await expect(node(page, path)).toHaveClass(/selected/);
  await node(page, 'validate').click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Group/ }).click();
  await expect(node(page, 'group')).toBeVisible();

  await expect(output(page, 'group', 'failed')).toBeVisible();
  await drawInto(page, output(page, 'group', 'failed'), { x: 120, y: 620 });
  await list(page)
    .getByRole('option', { name: /Write to the log/ })
    .click();
  await expect(node(page, 'write')).toBeVisible();
  await page.getByRole('button', { name: /Search or run a command/ }).click();
  await page.getByRole('option', { name: /^Save\b(?! all)/ }).click();
  await expect(page.getByRole('img', { name: 'Not saved' })).toBeHidden();

  expect(await meaning(app)).toBe(JSON.stringify(wanted));
  await undoesAndRedoes(app, first);
});

test('by keyboard alone', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('heading', { name: 'Design a workflow' })).toBeVisible();
  await page.keyboard.press('Alt+n');
  await expect(canvas(page)).toBeVisible();
  const first = (await app.readWorkflow(id)).text;

  await addByKeys(page, 'set values');
  await addByKeys(page, 'branch');
  await page.keyboard.press('c');
  await page.keyboard.type('yes new');
  await page.keyboard.press('Enter');
  await chooseByKeys(page, 'transform');
  await expect(node(page, 'transform')).toHaveClass(/selected/);
  await addByKeys(page, 'validate');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Control+g');
  await expect(node(page, 'group')).toHaveClass(/selected/);

  await addByKeys(page, 'log');
  await expect(node(page, 'write')).toHaveClass(/selected/);
  await setPortByKeys(page);
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('img', { name: 'Not saved' })).toBeHidden();

  expect(await meaning(app)).toBe(JSON.stringify(wanted));
  await undoesAndRedoes(app, first);
});

test('by typing', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /Blank workflow/ }).click();
  await expect(canvas(page)).toBeVisible();
  const first = (await app.readWorkflow(id)).text;

  await showCode(page);
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.type(JSON.stringify(wanted));
  await expect(node(page, 'write')).toBeVisible();
  await saved(page);

  expect(await meaning(app)).toBe(JSON.stringify(wanted));
  await undoesAndRedoes(app, first);
});

async function dragFromPalette(page: Page, name: string, targetPosition: { readonly x: number; readonly y: number }): Promise<void> {
  const entry = page.getByRole('region', { name: 'Tasks' }).getByRole('button', { name, exact: true });
  await entry.dragTo(canvas(page), { targetPosition });
}

async function middle(of: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await of.boundingBox();
  if (!box) throw new Error('It is not on the page');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** An edge, drawn from a port to another. */
async function draw(page: Page, from: Locator, to: Locator): Promise<void> {
  const edges = page.locator('.react-flow__edge');
  const count = await edges.count();
  await press(page, from, await middle(to));
  await expect(edges).toHaveCount(count + 1);
}

async function drawInto(page: Page, from: Locator, at: { readonly x: number; readonly y: number }): Promise<void> {
  const box = await canvas(page).boundingBox();
  await press(page, from, { x: (box?.x ?? 0) + at.x, y: (box?.y ?? 0) + at.y });
}

async function press(page: Page, from: Locator, to: { readonly x: number; readonly y: number }): Promise<void> {
  const start = await middle(from);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
}

/** A rubber band around two tasks, the first at its upper left. */
async function band(page: Page, first: Locator, last: Locator): Promise<void> {
  const [a, b] = [await first.boundingBox(), await last.boundingBox()];
  if (!a || !b) throw new Error('They are not on the page');
  await page.mouse.move(a.x - 50, a.y - 40);
  await page.mouse.down();
  await page.mouse.move(b.x + b.width + 20, b.y + b.height + 20, { steps: 8 });
  await page.mouse.up();
}

/** A task behind the selected one. */
async function addByKeys(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Tab');
  await chooseByKeys(page, words);
}

async function chooseByKeys(page: Page, words: string): Promise<void> {
  await expect(list(page)).toBeVisible();
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await expect(list(page)).toBeHidden();
}

/** Through the inspector: the need of the selected task is the failure of the group. */
async function setPortByKeys(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search or run a command' })).toBeFocused();
  await page.keyboard.type('open inspector');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('tab', { name: 'Configure' }), 'Shift+Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const port = page.getByRole('combobox', { name: 'Port of group' });
  await expect(port).toBeVisible();
  await tabTo(page, port);
  await page.keyboard.press('Enter');
  const failed = page.getByRole('option', { name: 'failed' });
  await expect(failed).toBeVisible();
  for (let steps = 0; steps < 5 && (await failed.getAttribute('data-highlighted')) === null; steps++)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(port).toHaveText('failed');
}

async function tabTo(page: Page, to: Locator, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    if (await to.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error('Not reached with the Tab key');
}
