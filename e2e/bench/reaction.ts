// Milliseconds from what a person does to the frame that shows what it did, both taken in the page.
import type { Page } from '@playwright/test';

export type Watched = {
  /** The event that begins it. */
  readonly event: 'keydown' | 'pointerup';
  /** The element whose text is looked at. */
  readonly selector: string;
  /** Over when the element's text holds this; null: when it is another. */
  readonly text: string | null;
};

type Watching = Window & { reaction?: Promise<number> };

/** From the event until the frame is drawn that shows what came of it. */
export async function reactionTime(page: Page, watched: Watched, act: () => Promise<void>): Promise<number> {
  await page.evaluate(({ event, selector, text }) => {
    // The editor draws a space as one that does not break.
    const read = () => [...document.querySelectorAll(selector)].map(({ textContent }) => textContent.replaceAll('\u00a0', ' ')).join('\n');
    const before = read();
    const isThere = () => (text === null ? read() !== before : read().includes(text));
    if (isThere()) throw new Error(`${text} is there before it is done`);
    (window as Watching).reaction = new Promise((resolve, reject) => {
      const look = (since: number) => {
        if (performance.now() - since > 10_000) reject(new Error(`Nothing came of it in ${selector}`));
        else if (!isThere()) requestAnimationFrame(() => look(since));
        else afterFrame(() => resolve(performance.now() - since));
      };
      window.addEventListener(event, ({ timeStamp }) => requestAnimationFrame(() => look(timeStamp)), { capture: true, once: true });
    });

    /** Behind the frame whose last callback asks for it. */
    function afterFrame(act: () => void): void {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = act;
      port2.postMessage(null);
    }
  }, watched);
  await act();
  return page.evaluate(() => (window as Watching).reaction ?? Number.NaN);
}
