import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import type { Theme, ViewState } from '../view/view.ts';

const themeOf = (state: ViewState) => state.theme;

/** Puts the chosen theme on the page, and follows the system's where that was chosen. */
export function useTheme(): void {
  const { view } = useServices();
  const theme = useStore(view, themeOf);
  useEffect(() => {
    const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) => matchMedia(query));
    const apply = () => {
      document.documentElement.dataset.theme = resolveTheme(theme, queries[0]?.matches ?? false, queries[1]?.matches ?? false);
    };
    apply();
    for (const query of queries) query.addEventListener('change', apply);
    return () => {
      for (const query of queries) query.removeEventListener('change', apply);
    };
  }, [theme]);
}

export function resolveTheme(theme: Theme, isDark: boolean, wantsContrast: boolean): Exclude<Theme, 'system'> {
  if (theme !== 'system') return theme;
  if (wantsContrast) return 'contrast';
  return isDark ? 'dark' : 'light';
}
