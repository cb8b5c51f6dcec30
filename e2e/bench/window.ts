// What every measurement does to the window first.
import type { Page } from '@playwright/test';
import { dropFile } from '../pages/designer.ts';
import type { BigWorkflow } from './big-workflow.ts';

/** What stands on the canvas as soon as it shows a workflow: cards, or their picture from afar. */
export const drawn = '.react-flow__node, canvas[role="img"]';

/** Stores a workflow through the application's own import, so that it works in every host. */
export async function importWorkflow(page: Page, document: BigWorkflow): Promise<void> {
  await page
    .getByRole('button', { name: /Choose a template/ })
    .or(page.locator('[role="tab"]'))
    .first()
    .waitFor();
  await dropFile(page, `${document.id}.json`, JSON.stringify(document, null, 2));
  await page.getByRole('tab', { name: document.name }).waitFor({ timeout: 60_000 });
}

/** Milliseconds from a click in the tree to a canvas that shows tasks, and to code when it is shown, too. */
export function openingTime(page: Page, name: string): Promise<number> {
  return page.evaluate(
    ([wanted, selector]) =>
      new Promise<number>((resolve, reject) => {
        const rows = [...document.querySelectorAll<HTMLElement>('[role="treeitem"]')];
        const row = rows.find((each) => each.textContent?.includes(wanted));
        if (!row) return reject(new Error(`no row ${wanted}`));
        const begin = performance.now();
        row.click();
        const look = () => {
          const isOpen = document.querySelector('[role="tab"][aria-selected="true"]')?.textContent?.includes(wanted);
          const isBusy = document.querySelector('[data-surface="canvas"]')?.getAttribute('aria-busy') === 'true';
          const isSplit = document.querySelector('[role="radio"][aria-checked="true"]')?.textContent === 'Split';
          const hasCode = document.querySelector('.monaco-editor .view-line') !== null;
          if (isOpen && !isBusy && (hasCode || !isSplit) && document.querySelector(selector)) resolve(performance.now() - begin);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    [name, drawn] as const,
  );
}

export async function closeWorkflow(page: Page, name: string): Promise<void> {
  await page.getByTitle(`Close ${name}`).click();
}
