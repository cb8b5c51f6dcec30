// Recorded scientific workflows, where they are at hand: MILLRACE_CORPORA names a folder with `wfinstances/oracle.json` and its files.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '../harness/test.ts';
import { canvas, dropFile, saved } from '../pages/designer.ts';

type Recorded = { readonly file: string; readonly tasks: number };
type Place = readonly [x: number, y: number];

const folder = join(process.env.MILLRACE_CORPORA ?? '', 'wfinstances');
const oracle: readonly Recorded[] = JSON.parse(readFileSync(join(folder, 'oracle.json'), 'utf8'));
const card = { width: 208, height: 56 };

/** The smallest, one in the middle, and the largest that is within what the designer is made for. */
const sorted = oracle.filter(({ tasks }) => tasks <= 5000).sort((a, b) => a.tasks - b.tasks);
const chosen = [...new Set([sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)])].filter((each) => each !== undefined);

test.slow();

for (const { file, tasks: count } of chosen) {
  test(`${basename(file)}: ${count} tasks are imported, laid out apart, and moved over`, async ({ app }) => {
    const { page } = app;
    await page.getByRole('heading', { name: 'Workflows' }).waitFor();
    await dropFile(page, basename(file), readFileSync(join(folder, file), 'utf8'));
    await expect(canvas(page)).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/was imported/)).toBeVisible();

    await canvas(page).focus();
    await page.keyboard.press('Shift+L');
    await expect(page.getByRole('img', { name: 'Not saved' })).toBeVisible({ timeout: 30_000 });
    await saved(page);

    const [entry] = await page.evaluate(() => [...document.querySelectorAll('[role="tab"][id^="tab-"]')].map(({ id }) => id.slice(4)));
    const { tasks, layout } = (await app.readWorkflow(entry ?? '')).value as {
      readonly tasks: Record<string, unknown>;
      readonly layout: { readonly tasks: Record<string, Place> };
    };
    expect(Object.keys(tasks)).toHaveLength(count);
    expect(Object.keys(layout.tasks)).toHaveLength(count);
    expect(overlapping(Object.entries(layout.tasks))).toEqual([]);

    await page.keyboard.press('f');
    const view = () => page.locator('.react-flow__viewport').getAttribute('style');
    const before = await view();
    const box = await canvas(page).boundingBox();
    await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 300);
    await page.mouse.wheel(0, 240);
    await expect.poll(view).not.toBe(before);
  });
}

/** Pairs of cards that cover each other, found from left to right. */
function overlapping(places: readonly (readonly [string, Place])[]): readonly string[] {
  const found: string[] = [];
  const byX = [...places].sort(([, [a]], [, [b]]) => a - b);
  let first = 0;
  byX.forEach(([id, [x, y]], index) => {
    while ((byX[first]?.[1][0] ?? x) + card.width <= x) first += 1;
    for (const [other, [, otherY]] of byX.slice(first, index)) if (Math.abs(otherY - y) < card.height) found.push(`${other} and ${id}`);
  });
  return found;
}
