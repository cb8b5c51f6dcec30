// Designing on the canvas: each gesture of mouse and keyboard does what it says, and is one step that can be undone.
import type { Page } from '@playwright/test';
import { expect, test } from '../harness/test.ts';
import { boxOf, drag, dropType, edges, node, nodes, openOnCanvas, port, undo } from '../pages/canvas.ts';
import { canvas, openWorkflow, runCommand, showCode, task } from '../pages/designer.ts';

const chain = {
  format: 1,
  id: 'chain',
  name: 'Chain',
  tasks: {
    first: { type: 'data.set', with: { values: { n: 1 } } },
    second: { type: 'data.set', needs: ['first'], with: { values: { n: 2 } } },
    third: { type: 'data.set', needs: ['second'], with: { values: { n: 3 } } },
    alone: { type: 'log.write', with: { message: 'hi' } },
  },
  layout: { tasks: { first: [0, 0], second: [280, 0], third: [560, 0], alone: [0, 240] } },
};

/** Chooses from the list whose field is named so. */
async function choose(page: Page, words: string, field = 'Find a task type'): Promise<void> {
  const search = page.getByRole('combobox', { name: field });
  await expect(search).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await expect(search).toBeHidden();
}

test('a port dragged into the empty canvas adds a task that is connected', async ({ app }) => {
  const page = await openOnCanvas(app, chain);
  const from = await boxOf(port(page, 'third', 'done'));

  await drag(page, port(page, 'third', 'done'), { x: from.x + 40, y: from.y + 200 });
  await choose(page, 'branch');

  await expect(node(page, 'branch')).toBeVisible();
  await expect(page.locator('[data-id="third:done>branch"]')).toHaveCount(1);
  await undo(page);
  await expect(node(page, 'branch')).toHaveCount(0);
});

test('an edge may end anywhere on a card, and one that would close a cycle is refused with its tasks', async ({ app }) => {
  const page = await openOnCanvas(app, chain);
  const alone = await boxOf(node(page, 'alone'));
  await drag(page, port(page, 'third', 'done'), { x: alone.x + alone.width / 2, y: alone.y + alone.height / 2 });
  await expect(edges(page)).toHaveCount(3);

  const first = await boxOf(node(page, 'first'));
  await drag(page, port(page, 'alone', 'done'), { x: first.x + first.width / 2, y: first.y + first.height / 2 });

  await expect(page.getByText(/wait for each other: first → second → third → alone → first/)).toBeVisible();
  await expect(edges(page)).toHaveCount(3);
});

test('a task type dropped on an edge is inserted into it', async ({ app }) => {
  const page = await openOnCanvas(app, chain);
  const [second, third] = [await boxOf(node(page, 'second')), await boxOf(node(page, 'third'))];
  await dropType(page, 'script.js', { x: (second.x + second.width + third.x) / 2, y: second.y + second.height / 2 });

  await expect(node(page, 'js')).toBeVisible();
  await expect(page.locator('[data-id="second:done>js"]')).toHaveCount(1);
  await expect(page.locator('[data-id="js:done>third"]')).toHaveCount(1);
  await page.keyboard.press('f');
  const room = async () => (await boxOf(node(page, 'third'))).x - (await boxOf(node(page, 'second'))).x;
  // Seen from a little farther away now, but twice as far apart.
  await expect.poll(room).toBeGreaterThan(1.2 * (third.x - second.x));
});

test('a drag is one step, on the grid', async ({ app }) => {
  const page = await openOnCanvas(app, chain);
  const before = await boxOf(node(page, 'alone'));

  await drag(page, node(page, 'alone'), { x: before.x + 331, y: before.y + 97 });

  expect((await boxOf(node(page, 'alone'))).x).toBeGreaterThan(before.x + 100);
  await page.keyboard.press('Control+s');
  await expect.poll(async () => (await app.readWorkflow('chain')).value.layout).toMatchObject({ tasks: { first: [0, 0] } });
  const { tasks } = (await app.readWorkflow('chain')).value.layout as { tasks: { alone: [number, number] } };
  expect(tasks.alone).toEqual([Math.round(tasks.alone[0]), Math.round(tasks.alone[1])]);
  await canvas(page).focus();
  await undo(page);
  await expect.poll(async () => Math.round((await boxOf(node(page, 'alone'))).x)).toBe(Math.round(before.x));
});

test('a group is made, opened in place, entered by a drag and dissolved', async ({ app }) => {
  const page = await openOnCanvas(app, chain);
  await node(page, 'second').click();
  await node(page, 'third').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+g');
  await expect(node(page, 'group.second')).toBeVisible();

  const frame = await boxOf(node(page, 'group'));
  await drag(page, node(page, 'alone'), { x: frame.x + frame.width - 60, y: frame.y + frame.height - 8 });
  await expect(node(page, 'group.alone')).toBeVisible();

  await page.getByRole('button', { name: 'Close group' }).click();
  await expect(node(page, 'group.second')).toHaveCount(0);
  await node(page, 'group').dblclick({ position: { x: 80, y: 20 } });
  await expect(node(page, 'group.second')).toBeVisible();

  await node(page, 'group').locator('.frame-handle').click();
  await page.keyboard.press('Control+Shift+g');
  await expect(node(page, 'alone')).toBeVisible();
  await expect(nodes(page)).toHaveCount(4);
});

test('a branch with two ends and an error path is built by keyboard alone', async ({ app }) => {
  const page = await openOnCanvas(app, { format: 1, id: 'typed', name: 'Typed', tasks: {} });
  await expect(page.getByText('Nothing here yet')).toBeVisible();
  await canvas(page).focus();
  for (const words of ['http', 'branch', 'write file']) {
    await page.keyboard.press('Tab');
    await choose(page, words);
  }
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('c');
  await choose(page, 'no new', 'Port or task');
  await choose(page, 'fail');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('c');
  await choose(page, 'failed fail', 'Port or task');

  await page.keyboard.press('Control+s');
  await expect
    .poll(async () => (await app.readWorkflow('typed')).value.tasks)
    .toMatchObject({
      branch: { needs: ['request'] },
      write: { needs: ['branch:yes'] },
      fail: { needs: ['branch:no', 'request:failed'] },
    });
});

test('tasks are copied as text and pasted into another workflow', async ({ app }) => {
  const page = await openOnCanvas(app, chain);
  await node(page, 'first').click();
  await node(page, 'second').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+c');
  await openWorkflow(page, { format: 1, id: 'other', name: 'Other', tasks: {} });
  await canvas(page).focus();

  await page.keyboard.press('Control+v');

  await expect(page.locator('[data-id="first:done>second"]')).toHaveCount(1);
  await page.keyboard.press('Control+d');
  await expect(nodes(page)).toHaveCount(4);
  await page.keyboard.press('Delete');
  await expect(nodes(page)).toHaveCount(2);
});

test('a note is written in place, in Markdown that runs nothing', async ({ app }) => {
  const page = await openOnCanvas(app, chain);
  await canvas(page).focus();
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: 'Edit the note' }).fill('# Limits\n<img src=x onerror="window.hacked = 1">**60** a minute');
  await page.keyboard.press('Escape');

  await expect(page.getByRole('heading', { name: 'Limits' })).toBeVisible();
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await expect(page.locator('.react-flow__node-note img')).toHaveCount(0);
});

test('a task is found, renamed and switched off', async ({ app }) => {
  const page = await openOnCanvas(app, chain);
  await canvas(page).focus();
  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Find in this workflow' }).fill('message');
  await expect(page.getByText('1 of 1')).toBeVisible();
  await expect(node(page, 'alone')).toHaveClass(/selected/);
  await page.keyboard.press('Escape');

  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Name of the task' }).fill('Say hello');
  await page.keyboard.press('Enter');
  await expect(task(page, 'Say hello')).toBeVisible();

  await page.keyboard.press('d');
  await expect(node(page, 'alone').getByRole('img', { name: 'Disabled' })).toBeVisible();
});

test('a picture of the workflow holds its tasks', async ({ app }) => {
  const page = await openOnCanvas(app, chain);
  const svg = await app.savedBy(() => runCommand(page, 'Export picture as SVG'));
  expect(svg.toString('utf8')).toContain('>second</text>');
  const png = await app.savedBy(() => runCommand(page, 'Export picture as PNG'));
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
});

test('what showed the whole workflow still does beside the code, and is as before without it', async ({ app }) => {
  await app.page.emulateMedia({ reducedMotion: 'reduce' });
  const page = await openOnCanvas(app, chain);
  await canvas(page).focus();
  const seen = page.locator('.react-flow__viewport');
  const opened = await seen.getAttribute('style');
  await page.keyboard.press('f');
  await expect(seen).not.toHaveAttribute('style', opened ?? '');
  const before = await seen.getAttribute('style');

  await showCode(page);
  await expect(seen).not.toHaveAttribute('style', before ?? '');
  const narrow = await boxOf(canvas(page));
  const right = await Promise.all((await nodes(page).all()).map(async (each) => boxOf(each)));
  expect(Math.max(...right.map(({ x, width }) => x + width))).toBeLessThanOrEqual(narrow.x + narrow.width);

  await page.getByRole('radio', { name: 'Design' }).click();
  await expect(seen).toHaveAttribute('style', before ?? '');
});
