// Where the look of the window is kept: beside nothing else, because it is read before anything is drawn.
import type { KeptTexts } from '../app/platform.ts';
import type { ExposedBridge } from './desktop-bridge.ts';

/** The main process keeps texts, because what a page keeps itself is on disk only some time later. Browsers have their own storage. */
export function keptTexts(exposed: ExposedBridge | undefined = window.millrace): KeptTexts {
  if (!exposed) return localStorage;
  const texts = new Map(Object.entries(exposed.readView() ?? {}));
  return {
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => {
      if (texts.get(key) === text) return;
      texts.set(key, text);
      exposed.keepView(key, text);
    },
  };
}
