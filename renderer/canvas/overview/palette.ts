// The colours of the theme, for what is painted instead of styled.
import type { TaskStatus } from '../../../engine/workflow/schema.ts';
import type { Kind } from '../graph/task-words.ts';

export type PaintKind = Kind | 'trigger';

export type Palette = {
  readonly background: string;
  readonly panel: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly edge: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly failed: string;
  readonly note: string;
  readonly noteLine: string;
  readonly noteText: string;
  readonly kinds: { readonly [kind in PaintKind]: string };
  readonly softKinds: { readonly [kind in PaintKind]: string };
  readonly states: { readonly [status in TaskStatus]: string };
};

const kinds: readonly PaintKind[] = ['flow', 'data', 'script', 'network', 'file', 'notify', 'group', 'trigger', 'unknown'];

/** Reads the tokens as they are for an element. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const tint = (suffix: string) =>
    Object.fromEntries(kinds.map((kind) => [kind, token(`cat-${kind === 'unknown' ? 'script' : kind}${suffix}`)])) as Palette['kinds'];
  return {
    background: token('bg'),
    panel: token('panel'),
    line: token('line'),
    text: token('text'),
    muted: token('muted'),
    edge: token('edge'),
    accent: token('accent'),
    accentSoft: token('accent-soft'),
    failed: token('failed'),
    note: token('note'),
    noteLine: token('note-line'),
    noteText: token('note-text'),
    kinds: tint(''),
    softKinds: tint('-soft'),
    states: {
      pending: token('line-strong'),
      queued: token('waiting'),
      running: token('running'),
      waiting: token('waiting'),
      succeeded: token('succeeded'),
      failed: token('failed'),
      skipped: token('skipped'),
      canceled: token('skipped'),
    },
  };
}

/** Calls back when the theme changes; gives the function that ends it. */
export function watchTheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] });
  const media = window.matchMedia('(prefers-color-scheme: dark)');
  media.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', listener);
  };
}
