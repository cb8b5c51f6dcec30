// A window holds one event stream however many runs it shows, and windows do not take each other's connections.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type App, expect, test } from '../../harness/test.ts';
import { openWorkflow, run, saved, tab, task, treeItem } from '../../pages/designer.ts';

const inState = (page: Page, name: string, state: string) => task(page, name).locator(`[data-state="${state}"]`);
const fileOf = ({ dataDir }: App, name: string) => join(dataDir, '..', name);
const make = (app: App, name: string) => writeFile(fileOf(app, name), '');

/** Its one task goes on until there is a file. */
function waiting(app: App, id: string): Record<string, unknown> {
  const script = 'echo begun; while [ ! -e "$0" ]; do sleep 0.05; done; echo ended';
  return {
    format: 1,
    id,
    name: `Waiting ${id}`,
    tasks: {
      slow: { type: 'shell.command', name: 'Slow', with: { command: ['sh', '-c', script, fileOf(app, id)] } },
      after: { type: 'log.write', name: 'After', needs: ['slow'], with: { message: 'all done' } },
    },
  };
}

/** How many event streams the engine has open. */
function streams(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const headers = { authorization: `Bearer ${sessionStorage.getItem('millrace.token')}` };
    return (await (await fetch('/api/system', { headers })).json()).streams;
  });
}

/** As the browser tells it of a tab behind others; in tests all are in front. */
function setHidden(page: Page, isHidden: boolean): Promise<void> {
  return page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);
}

test('three workflows that run at once show how they go on, over one stream', async ({ app }) => {
  const { page } = app;
  const ids = ['one', 'two', 'three'];
  for (const id of ids) {
    await openWorkflow(page, waiting(app, id));
    await run(page);
    await expect(inState(page, 'Slow', 'running')).toBeVisible();
  }
  await expect.poll(() => streams(page)).toBe(1);

  await make(app, 'three');
  await expect(inState(page, 'After', 'succeeded')).toBeVisible();
  // What goes on behind another tab is there when that is looked at, and comes by itself when it is in front.
  await make(app, 'one');
  await tab(page, 'Waiting two').click();
  await expect(inState(page, 'Slow', 'running')).toBeVisible();
  await make(app, 'two');
  await expect(inState(page, 'After', 'succeeded')).toBeVisible();
  await tab(page, 'Waiting one').click();
  await expect(inState(page, 'After', 'succeeded')).toBeVisible();
  await expect.poll(() => streams(page)).toBe(0);
});

test('a window that is hidden lets go of its stream, and shows what happened when it is looked at again', async ({ app }) => {
  const { page } = app;
  await openWorkflow(page, waiting(app, 'one'));
  await run(page);
  await expect(inState(page, 'Slow', 'running')).toBeVisible();
  await expect.poll(() => streams(page)).toBe(1);

  await setHidden(page, true);
  await expect.poll(() => streams(page)).toBe(0);
  await make(app, 'one');
  await setHidden(page, false);

  await expect(inState(page, 'After', 'succeeded')).toBeVisible();
});

test('eight windows on a run that goes on stay usable, and show its end', async ({ app }) => {
  test.slow();
  const first = app.page;
  await openWorkflow(first, waiting(app, 'one'));
  await run(first);
  await expect(inState(first, 'Slow', 'running')).toBeVisible();
  const pages = [first];
  while (pages.length < 8) {
    const page = await app.openSecond();
    await treeItem(page, 'Waiting one').click();
    await expect(inState(page, 'Slow', 'running')).toBeVisible();
    pages.push(page);
  }
  const last = pages.at(-1) ?? first;
  await expect.poll(() => streams(last)).toBe(3);

  // Everything else gets through.
  await openWorkflow(last, { format: 1, id: 'other', name: 'Other', tasks: { say: { type: 'log.write', with: { message: 'hello' } } } });
  await saved(last);
  await run(last);
  await expect(inState(last, 'say', 'succeeded')).toBeVisible();
  await tab(last, 'Waiting one').click();

  await make(app, 'one');
  for (const page of pages) {
    await page.bringToFront();
    await expect(inState(page, 'After', 'succeeded')).toBeVisible();
  }
  await expect.poll(() => streams(first)).toBe(0);
});
