// Gestures that are taken back, that add to what is selected, and that go on from afar as near by.
import type { Page } from '@playwright/test';
import { type App, expect, test } from '../harness/test.ts';
import { boxOf, dropType, edges, hold, inWindow, middleOf, node, nodes, openOnCanvas, port } from '../pages/canvas.ts';
import { canvas, inspector, openWorkflow, runCommand, saved } from '../pages/designer.ts';

const pair = {
  format: 1,
  id: 'pair',
  name: 'Pair',
  tasks: {
    first: { type: 'data.set', with: { values: { n: 1 } } },
    second: { type: 'data.set', needs: ['first'], with: { values: { n: 2 } } },
    alone: { type: 'log.write', with: { message: 'hi' } },
  },
  layout: { tasks: { first: [0, 0], second: [320, 0], alone: [0, 240] }, notes: [{ text: 'Mind the gap', at: [320, 200] }] },
};

const selected = (page: Page) => page.locator('.react-flow__node.selected');
const isSaved = (page: Page) => expect(page.getByRole('img', { name: 'Not saved' })).toHaveCount(0);

test('Escape puts back what is being dragged, and nothing is to be undone', async ({ app }) => {
  const page = await openOnCanvas(app, pair);
  await saved(page);
  await node(page, 'alone').click();
  await node(page, 'note:0').click({ modifiers: ['Shift'] });
  const [task, note] = [await boxOf(node(page, 'alone')), await boxOf(node(page, 'note:0'))];

  await hold(page, node(page, 'alone'), { x: task.x + 300, y: task.y + 120 });
  expect((await boxOf(node(page, 'note:0'))).x).toBeGreaterThan(note.x + 50);
  await page.keyboard.press('Escape');
  expect([await boxOf(node(page, 'alone')), await boxOf(node(page, 'note:0'))]).toEqual([task, note]);
  await page.mouse.move(task.x + 400, task.y + 160, { steps: 4 });
  await page.mouse.up();

  expect([await boxOf(node(page, 'alone')), await boxOf(node(page, 'note:0'))]).toEqual([task, note]);
  await expect(selected(page)).toHaveCount(2);
  await isSaved(page);
});

test('Escape ends an edge that is being drawn, even over a port', async ({ app }) => {
  const page = await openOnCanvas(app, pair);
  await saved(page);

  const input = node(page, 'alone').locator('.react-flow__handle.target');
  await hold(page, port(page, 'second', 'done'), await middleOf(input));
  await expect(page.locator('.react-flow__connection')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator('.react-flow__connection')).toHaveCount(0);
  await page.mouse.up();

  await expect(edges(page)).toHaveCount(1);
  await expect(page.getByRole('combobox', { name: 'Find a task type' })).toHaveCount(0);
  await isSaved(page);
  // The next one is drawn as ever.
  await hold(page, port(page, 'second', 'done'), await middleOf(input));
  await page.mouse.up();
  await expect(edges(page)).toHaveCount(2);
});

test('a rubber band adds with Shift, is taken back by Escape, and a click with Shift or Ctrl toggles', async ({ app }) => {
  const page = await openOnCanvas(app, pair);
  await node(page, 'alone').click();
  const [first, second] = [await boxOf(node(page, 'first')), await boxOf(node(page, 'second'))];
  const band = [
    { x: first.x - 20, y: first.y - 20 },
    { x: second.x + 20, y: second.y + second.height + 20 },
  ] as const;

  await page.keyboard.down('Shift');
  await hold(page, ...band);
  await expect(selected(page)).toHaveCount(3);
  await page.keyboard.up('Shift');
  await page.keyboard.press('Escape');
  await expect(selected(page)).toHaveCount(1);
  await page.mouse.up();
  await expect(node(page, 'alone')).toHaveClass(/selected/);

  await page.keyboard.down('Shift');
  await hold(page, ...band);
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(selected(page)).toHaveCount(3);
  await node(page, 'first').click({ modifiers: ['Shift'] });
  await expect(selected(page)).toHaveCount(2);
  await node(page, 'first').click({ modifiers: ['Control'] });
  await expect(selected(page)).toHaveCount(3);
  await node(page, 'first').click();
  await expect(selected(page)).toHaveCount(1);

  await hold(page, ...band);
  await page.mouse.up();
  await expect(selected(page)).toHaveCount(2);
});

test('notes are copied, cut and pasted, alone and with tasks, into another workflow too', async ({ app }) => {
  const page = await openOnCanvas(app, pair);
  await node(page, 'alone').click();
  await node(page, 'note:0').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+c');
  await openOnCanvas(app, { format: 1, id: 'other', name: 'Other', tasks: {} });
  await canvas(page).focus();

  await page.keyboard.press('Control+v');
  await expect(node(page, 'alone')).toBeVisible();
  // The inspector comes with the selection, and takes room.
  await expect(inspector(page).getByText('selected')).toBeVisible();
  await page.keyboard.press('f');
  await expect(node(page, 'note:0')).toContainText('Mind the gap');
  const [task, note] = [await boxOf(node(page, 'alone')), await boxOf(node(page, 'note:0'))];
  expect(note.y).toBeLessThan(task.y);
  await node(page, 'note:0').click();
  await page.keyboard.press('Control+x');
  await expect(node(page, 'note:0')).toHaveCount(0);
  await page.keyboard.press('Control+v');
  await expect(node(page, 'note:0')).toHaveClass(/selected/);
  await page.keyboard.press('Control+d');

  await expect(page.locator('.react-flow__node-note')).toHaveCount(2);
  await expect(nodes(page)).toHaveCount(3);
});

test('what is typed right after a key that opens a field is not lost', async ({ app }) => {
  const page = await openOnCanvas(app, pair);
  for (const [key, name] of [
    ['Control+k', 'Search or run a command'],
    ['Tab', 'Find a task type'],
    ['Control+f', 'Find in this workflow'],
  ] as const) {
    await canvas(page).focus();
    await page.keyboard.press(key);
    await page.keyboard.type('second');
    await expect(page.locator('input:focus')).toHaveValue('second');
    await expect(page.locator('input:focus')).toHaveAccessibleName(name);
    await page.keyboard.press('Escape');
    await expect(canvas(page)).toBeFocused();
  }
});

const columns = 24;
const place = (index: number) => [(index % columns) * 320, Math.floor(index / columns) * 160] as const;

/** So many tasks that they are painted when all of them are seen. */
async function openPainted(app: App): Promise<Page> {
  const tasks = Object.fromEntries(
    Array.from({ length: 480 }, (_, index) => [
      `t${index}`,
      { type: 'log.write', with: { message: 'hi' }, ...(index % columns === 0 ? {} : { needs: [`t${index - 1}`] }) },
    ]),
  );
  const lone = { type: 'log.write', with: { message: 'hi' } };
  const layout = { tasks: { ...Object.fromEntries(Object.keys(tasks).map((id, index) => [id, place(index)])), lone: [0, 3280] } };
  await openWorkflow(app.page, { format: 1, id: 'wide', name: 'Wide', tasks: { ...tasks, lone }, layout });
  await runCommand(app.page, 'Zoom to fit');
  await expect(app.page.locator('.react-flow__renderer > canvas')).toBeVisible();
  return app.page;
}

const storedPlace = async (app: App, id: string) => {
  const { layout } = (await app.readWorkflow('wide')).value as { readonly layout: { readonly tasks: Record<string, readonly number[]> } };
  return layout.tasks[id];
};

test('from afar a drag snaps to its neighbors, is taken back by Escape, and ends in an edge', async ({ app }) => {
  const page = await openPainted(app);
  const middle = async (x: number, y: number) => inWindow(page, [x + 104, y + 28]);
  await saved(page);

  await hold(page, await middle(0, 3280), await middle(700, 3400));
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await isSaved(page);

  // Nearly under the third column: it goes under it.
  await hold(page, await middle(0, 3280), await middle(654, 3281));
  await page.mouse.up();
  await saved(page);
  expect(await storedPlace(app, 'lone')).toEqual([640, 3280]);

  await hold(page, await middle(640, 3280), await inWindow(page, [320 * 5 - 56, 28]));
  await page.mouse.up();
  await saved(page);
  expect((await app.readWorkflow('wide')).value.tasks).toMatchObject({ lone: { needs: ['t4'] }, t5: { needs: ['lone'] } });
});

test('from afar a task type dropped on an edge is inserted into it', async ({ app }) => {
  const page = await openPainted(app);

  await dropType(page, 'script.js', await inWindow(page, [320 * 5 - 56, 28]), '.react-flow__renderer > canvas');

  await saved(page);
  expect((await app.readWorkflow('wide')).value.tasks).toMatchObject({ js: { needs: ['t4'] }, t5: { needs: ['js'] } });
});

test('a click on the open canvas gives the selection up, and with Shift does not', async ({ app }) => {
  const page = await openOnCanvas(app, pair);
  await node(page, 'alone').click();
  await expect(selected(page)).toHaveCount(1);
  const { x, y, height } = await boxOf(node(page, 'alone'));
  const open = { x, y: y + height + 60 };

  await page.keyboard.down('Shift');
  await page.mouse.click(open.x, open.y);
  await page.keyboard.up('Shift');
  await expect(selected(page)).toHaveCount(1);

  await page.mouse.click(open.x, open.y);
  await expect(selected(page)).toHaveCount(0);
});
