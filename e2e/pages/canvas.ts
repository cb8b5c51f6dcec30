// The canvas as a person points at it.
import { expect, type Locator, type Page } from '@playwright/test';
import type { App } from '../harness/test.ts';
import { canvas, openWorkflow } from './designer.ts';

export const nodes = (page: Page) => page.locator('.react-flow__node');
export const edges = (page: Page) => page.locator('.react-flow__edge');
export const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
export const inState = (page: Page, path: string, state: string) => node(page, path).locator(`[data-state="${state}"]`);
export const port = (page: Page, id: string, name: string) => node(page, id).locator(`.react-flow__handle[data-handleid="${name}"]`);
export const undo = (page: Page) => page.keyboard.press('Control+z');

export async function openOnCanvas(app: App, workflow: unknown): Promise<Page> {
  await openWorkflow(app.page, workflow);
  await expect(canvas(app.page)).toBeVisible();
  // The panels beside the canvas come with the workflow; what is pressed must stay where it is.
  await expect(
    app.page
      .getByRole('tab', { name: 'Configure' })
      .or(app.page.getByText('General', { exact: true }))
      .first(),
  ).toBeVisible();
  await app.page.waitForFunction(() => document.querySelector('[data-surface="canvas"]')?.getAnimations({ subtree: true }).length === 0);
  return app.page;
}

export async function boxOf(
  locator: Locator,
): Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('not on the screen');
  return box;
}

type Point = { readonly x: number; readonly y: number };

export async function drag(page: Page, from: Locator, to: Point): Promise<void> {
  await hold(page, from, to);
  await page.mouse.up();
}

/** A drag that is not let go. */
export async function hold(page: Page, from: Locator | Point, to: Point): Promise<void> {
  const { x, y } = 'x' in from ? from : await middleOf(from);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 12, y + 12, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 8 });
}

export async function middleOf(locator: Locator): Promise<Point> {
  const { x, y, width, height } = await boxOf(locator);
  return { x: x + width / 2, y: y + height / 2 };
}

/** Drops a task type as from the palette. */
export async function dropType(page: Page, type: string, { x: clientX, y: clientY }: Point, onto = '.react-flow__pane'): Promise<void> {
  const dataTransfer = await page.evaluateHandle((name) => {
    const transfer = new DataTransfer();
    transfer.setData('application/x-millrace-task-type', name);
    return transfer;
  }, type);
  await page.locator(onto).dispatchEvent('dragover', { dataTransfer, clientX, clientY });
  await page.locator(onto).dispatchEvent('drop', { dataTransfer, clientX, clientY });
}

/** Where a place of the canvas is in the window. */
export async function inWindow(page: Page, [x, y]: readonly [number, number]): Promise<Point> {
  return page.locator('.react-flow__viewport').evaluate(
    (viewport, at) => {
      const { e, f, a } = new DOMMatrix(getComputedStyle(viewport).transform);
      const { left, top } = (viewport.closest('.react-flow') as Element).getBoundingClientRect();
      return { x: left + e + a * (at[0] ?? 0), y: top + f + a * (at[1] ?? 0) };
    },
    [x, y],
  );
}
