// How smooth it is while something is done with the mouse.
import type { Page } from '@playwright/test';
import { median, ms, percentile } from './figures.ts';

export const frameTarget = 'median <= 16.7 ms, p95 <= 33 ms (5,000: p95 <= 50)';

export const frameText = (frames: readonly number[]) =>
  `median ${ms(median(frames))}, p95 ${ms(percentile(frames, 95))} (${frames.length})`;

/** Times between frames while something is done, in milliseconds. */
export async function framesWhile(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
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

export async function pan(page: Page): Promise<void> {
  const box = await page.locator('[data-surface="canvas"]').boundingBox();
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
  for (let step = 0; step < 60; step += 1) await page.mouse.wheel(step < 30 ? 24 : -24, step % 2 === 0 ? 12 : -12);
}

export async function zoom(page: Page): Promise<void> {
  await page.keyboard.down('Control');
  for (let step = 0; step < 40; step += 1) await page.mouse.wheel(0, step < 20 ? 6 : -6);
  await page.keyboard.up('Control');
}

export async function dragOne(page: Page): Promise<void> {
  const box = await page.locator('.react-flow__node').first().boundingBox();
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 0; step < 60; step += 1) await page.mouse.move(x + step * 2, y + Math.sin(step / 5) * 20);
  await page.mouse.up();
}
