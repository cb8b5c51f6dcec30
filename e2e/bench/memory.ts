// What the window holds, after everything that can go is gone.
import type { CDPSession, Page } from '@playwright/test';

export type Held = { readonly heapBytes: number; readonly nodes: number; readonly listeners: number };

/** Reads what the page holds; null where the page cannot be asked. */
export async function createMemory(page: Page): Promise<(() => Promise<Held>) | null> {
  const session = await page
    .context()
    .newCDPSession(page)
    .catch(() => null);
  if (!session) return null;
  await session.send('HeapProfiler.enable');
  await session.send('Performance.enable');
  return () => read(page, session);
}

async function read(page: Page, session: CDPSession): Promise<Held> {
  // What is done when the person rests is done; a collection may free what the next one then collects.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN;
  return { heapBytes: usedSize, nodes: metric('Nodes'), listeners: metric('JSEventListeners') };
}
