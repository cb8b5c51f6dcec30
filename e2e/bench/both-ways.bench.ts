// Canvas and code side by side, 1,000 tasks: how soon what is done in one is seen in the other.
import type { Locator, Page } from '@playwright/test';
import { test } from '../harness/test.ts';
import { showCode } from '../pages/designer.ts';
import { bigWorkflow } from './big-workflow.ts';
import { median, ms, report } from './figures.ts';
import { reactionTime } from './reaction.ts';
import { drawn, importWorkflow } from './window.ts';

const rounds = 20;
const target = '<= 100 ms';
const lines = '.monaco-editor .view-lines';
const cards = '.react-flow__node';

const tell = (name: string, times: readonly number[]) =>
  report(name, `median ${ms(median(times))}, worst ${ms(Math.max(...times))} (${times.length})`, target);

test('what is done in the code is on the canvas, and the other way round', async ({ app }) => {
  const { page } = app;
  const { tasks, ...rest } = bigWorkflow('big', 1000);
  // Its place comes before its task, so that both are in sight in the code.
  await importWorkflow(page, { ...rest, layout: { tasks: { t0: [0, 0] } }, tasks });
  await page.locator(drawn).first().waitFor({ timeout: 60_000 });
  await showCode(page);
  await near(page);
  tell('key in the code to the card, 1,000 tasks', await typing(page));
  await near(page);
  tell('task switched off to the code, 1,000 tasks', await switching(page));
  tell('task renamed to the code, 1,000 tasks', await renaming(page));
  await near(page);
  tell('task dropped to the code, 1,000 tasks', await dropping(page));
});

/** The first task, at full size. */
async function near(page: Page): Promise<void> {
  await page.locator('[data-surface="canvas"]').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('1');
  await page.locator(cards).first().waitFor();
}

/** Characters put behind the name of a task, one at a time. */
async function typing(page: Page): Promise<readonly number[]> {
  await page.locator('.view-line').filter({ hasText: '"Task 0"' }).getByText('Task 0').click();
  await page.keyboard.press('End');
  for (let left = 0; left < '",'.length; left += 1) await page.keyboard.press('ArrowLeft');
  const times: number[] = [];
  let name = 'Task 0';
  for (let round = 0; round < rounds; round += 1) {
    const letter = String.fromCharCode('a'.charCodeAt(0) + round);
    name += letter;
    times.push(await reactionTime(page, { event: 'keydown', selector: cards, text: name }, () => page.keyboard.press(letter)));
  }
  return times;
}

async function switching(page: Page): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    times.push(await reactionTime(page, { event: 'keydown', selector: lines, text: '"disabled"' }, () => page.keyboard.press('d')));
    await page.keyboard.press('d');
    await page.locator(lines).filter({ hasNotText: '"disabled"' }).first().waitFor();
  }
  return times;
}

async function renaming(page: Page): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await page.keyboard.press('F2');
    await page.keyboard.insertText(`Round ${round}.`);
    times.push(
      await reactionTime(page, { event: 'keydown', selector: lines, text: `Round ${round}.` }, () => page.keyboard.press('Enter')),
    );
  }
  return times;
}

/** The first task dragged down a little, and up again. */
async function dropping(page: Page): Promise<readonly number[]> {
  const card = page.locator(cards).first();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    times.push(
      await reactionTime(page, { event: 'pointerup', selector: lines, text: null }, () => drag(page, card, round % 2 === 0 ? 64 : -64)),
    );
  }
  return times;
}

async function drag(page: Page, card: Locator, down: number): Promise<void> {
  const box = await card.boundingBox();
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 5; step += 1) await page.mouse.move(x, y + (step * down) / 5);
  await page.mouse.up();
}
