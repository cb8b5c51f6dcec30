// How long a person waits, and how smooth it is. In the browser and in the desktop window: `npm run bench:ui`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { root } from '../harness/paths.ts';
import { expect, test } from '../harness/test.ts';
import { bigWorkflow } from './big-workflow.ts';
import { median, ms, percentile, report } from './figures.ts';

const tree = (page: Page, name: string) => page.getByRole('treeitem', { name });
const drawn = '.react-flow__node, canvas[role="img"]';

/** Stores a workflow through the application's own import, so that it works in every host. */
async function importWorkflow(page: Page, document: unknown): Promise<void> {
  await page.evaluate(() => {
    localStorage.setItem('millrace.bench', '1');
  });
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'bench.json', { type: 'application/json' }));
    return data;
  }, JSON.stringify(document));
  await page.locator('#root > *').first().dispatchEvent('drop', { dataTransfer: transfer });
}

/** Milliseconds from a click in the tree to a canvas that shows tasks. */
async function openingTime(page: Page, name: string): Promise<number> {
  return page.evaluate(
    ([wanted, selector]) =>
      new Promise<number>((resolve, reject) => {
        const rows = [...document.querySelectorAll<HTMLElement>('[role="treeitem"]')];
        const row = rows.find((each) => each.textContent?.includes(wanted ?? ''));
        if (!row) return reject(new Error(`no row ${wanted}`));
        const begin = performance.now();
        row.click();
        const look = () => {
          const isOpen = document.querySelector(`[role="tab"][aria-selected="true"]`)?.textContent?.includes(wanted ?? '');
          const busy = document.querySelector('[data-surface="canvas"]')?.getAttribute('aria-busy') === 'true';
          if (isOpen && !busy && document.querySelector(selector ?? '')) resolve(performance.now() - begin);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    [name, drawn] as const,
  );
}

/** Times between frames while something is done, in milliseconds. */
async function framesWhile(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    const state = { times, isOver: false };
    (window as unknown as { frames: typeof state }).frames = state;
    let last = performance.now();
    const tick = (now: number) => {
      times.push(now - last);
      last = now;
      if (!state.isOver) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await act();
  return page.evaluate(() => {
    const { frames } = window as unknown as { frames: { times: number[]; isOver: boolean } };
    frames.isOver = true;
    return frames.times.slice(2);
  });
}

async function pan(page: Page): Promise<void> {
  const box = await page.locator('[data-surface="canvas"]').boundingBox();
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
  for (let step = 0; step < 60; step += 1) await page.mouse.wheel(step < 30 ? 24 : -24, step % 2 === 0 ? 12 : -12);
}

async function zoom(page: Page): Promise<void> {
  await page.keyboard.down('Control');
  for (let step = 0; step < 40; step += 1) await page.mouse.wheel(0, step < 20 ? 6 : -6);
  await page.keyboard.up('Control');
}

const frameTarget = 'median <= 16.7 ms, p95 <= 33 ms (5,000: p95 <= 50)';
const frameText = (frames: readonly number[]) => `median ${ms(median(frames))}, p95 ${ms(percentile(frames, 95))} (${frames.length})`;

test('the first paint and a template', async ({ app }) => {
  const { page } = app;
  const assets = join(root, 'dist/renderer/assets');
  const html = readFileSync(join(root, 'dist/renderer/index.html'), 'utf8');
  const first = [...html.matchAll(/assets\/([^"]+\.js)/g)].map((match) => match[1] ?? '');
  const size = (name: string) => gzipSync(readFileSync(join(assets, name))).length / 1000;
  report('JavaScript for the first paint', `${first.reduce((sum, name) => sum + size(name), 0).toFixed(0)} kB gzipped`, '<= 350 kB');
  await page.getByRole('button', { name: /Choose a template/ }).click();
  await page.getByRole('button', { name: /Weather report/ }).click();
  await page.getByRole('button', { name: 'Use this template' }).click();
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await page.reload();
    await page.locator('.react-flow__node').first().waitFor();
    times.push(await page.evaluate(() => performance.now()));
  }
  const fetched = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.js'))
      .map(({ name }) => name),
  );
  const shown = fetched.map((name) => name.split('/').at(-1) ?? '').filter((name) => readdirSync(assets).includes(name));
  report(
    'JavaScript fetched by then, parts for later included',
    `${shown.reduce((sum, name) => sum + size(name), 0).toFixed(0)} kB gzipped`,
    '',
  );
  report('from navigation to an interactive canvas, template', ms(median(times)), '<= 1,200 ms');
});

for (const count of [1000, 5000]) {
  test(`a workflow of ${count} tasks`, async ({ app }) => {
    const { page } = app;
    await page.getByRole('button', { name: /Choose a template/ }).waitFor();
    await importWorkflow(page, bigWorkflow(`big-${count}`, count));
    await page.locator(drawn).first().waitFor({ timeout: 60_000 });
    await importWorkflow(page, bigWorkflow('small', 5));
    await tree(page, '5 tasks').last().waitFor();

    const openings: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      await page.getByTitle(`Close ${count} tasks`).click();
      openings.push(await openingTime(page, `${count} tasks`));
    }
    report(`open ${count} tasks in the running app`, ms(median(openings)), count === 1000 ? '<= 1,500 ms' : '<= 5,000 ms');

    const navigations: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      await page.reload();
      await page.locator(drawn).first().waitFor({ timeout: 60_000 });
      navigations.push(await page.evaluate(() => performance.now()));
    }
    report(`from navigation, ${count} tasks`, ms(median(navigations)), count === 1000 ? '<= 3,000 ms' : '');

    const layouts: number[] = [];
    await page.locator('[data-surface="canvas"]').focus();
    const begin = await page.evaluate(() => performance.now());
    await page.keyboard.press('Shift+L');
    await page.locator('[role="tab"][aria-selected="true"] [role="img"]').waitFor({ timeout: 60_000 });
    layouts.push((await page.evaluate(() => performance.now())) - begin);
    report(`lay out ${count} tasks`, ms(median(layouts)), count === 1000 ? '<= 1,500 ms' : '');

    await page.keyboard.press('f');
    report(`pan, ${count} tasks, all in sight`, frameText(await framesWhile(page, () => pan(page))), frameTarget);
    report(`zoom, ${count} tasks, all in sight`, frameText(await framesWhile(page, () => zoom(page))), frameTarget);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Escape');
    await page.locator('[data-surface="canvas"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('1');
    await page.locator('.react-flow__node').first().waitFor();
    report(`pan, ${count} tasks, near`, frameText(await framesWhile(page, () => pan(page))), frameTarget);
    report(`drag one task, ${count} tasks`, frameText(await framesWhile(page, () => dragOne(page))), frameTarget);
  });
}

async function dragOne(page: Page): Promise<void> {
  const box = await page.locator('.react-flow__node').first().boundingBox();
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 0; step < 60; step += 1) await page.mouse.move(x + step * 2, y + Math.sin(step / 5) * 20);
  await page.mouse.up();
}
