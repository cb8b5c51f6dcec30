// How long a person waits for a large workflow, and how smooth it is.
import { test } from '../harness/test.ts';
import { bigWorkflow } from './big-workflow.ts';
import { median, ms, report } from './figures.ts';
import { dragOne, framesWhile, frameTarget, frameText, pan, zoom } from './frames.ts';
import { closeWorkflow, drawn, importWorkflow, openingTime } from './window.ts';

for (const count of [1000, 5000]) {
  test(`a workflow of ${count} tasks`, async ({ app }) => {
    const { page } = app;
    await importWorkflow(page, bigWorkflow(`big-${count}`, count));
    await page.locator(drawn).first().waitFor({ timeout: 60_000 });
    await importWorkflow(page, bigWorkflow('small', 5));

    const openings: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      await closeWorkflow(page, `${count} tasks`);
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

    await page.locator('[data-surface="canvas"]').focus();
    const begin = await page.evaluate(() => performance.now());
    await page.keyboard.press('Shift+L');
    await page.locator('[role="tab"][aria-selected="true"] [role="img"]').waitFor({ timeout: 60_000 });
    const layout = (await page.evaluate(() => performance.now())) - begin;
    report(`lay out ${count} tasks`, ms(layout), count === 1000 ? '<= 1,500 ms' : '');

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
