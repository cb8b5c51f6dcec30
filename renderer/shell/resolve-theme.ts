import type { Theme } from '../view/view.ts';

export type ShownTheme = Exclude<Theme, 'system'>;

export function resolveTheme(theme: Theme, isDark: boolean, wantsContrast: boolean): ShownTheme {
  if (theme !== 'system') return theme;
  if (wantsContrast) return 'contrast';
  return isDark ? 'dark' : 'light';
}

/** The theme that was chosen, from the text that the view keeps; anything that cannot be read counts as the system's. */
export function keptTheme(text: string | null): Theme {
  const found = /"theme":"(light|dark|contrast)"/.exec(text ?? '')?.[1];
  return found === 'light' || found === 'dark' || found === 'contrast' ? found : 'system';
}

export function showTheme(theme: Theme): void {
  const matches = (query: string) => matchMedia(query).matches;
  document.documentElement.dataset.theme = resolveTheme(
    theme,
    matches('(prefers-color-scheme: dark)'),
    matches('(prefers-contrast: more)'),
  );
}
