import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import { messages } from '../messages/messages.ts';
import type { MenuItem } from '../ui/menu.tsx';
import { type Theme, themes, type View, type ViewState } from '../view/view.ts';
import { showTheme } from './resolve-theme.ts';

const themeOf = (state: ViewState) => state.theme;

/** Puts the chosen theme on the page, and follows the system's where that was chosen. */
export function useTheme(): void {
  const { view } = useServices();
  const theme = useStore(view, themeOf);
  useEffect(() => {
    const apply = () => showTheme(theme);
    const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) => matchMedia(query));
    apply();
    for (const query of queries) query.addEventListener('change', apply);
    return () => {
      for (const query of queries) query.removeEventListener('change', apply);
    };
  }, [theme]);
}

/** The themes to choose from. */
export function themeItems(view: View, chosen: Theme, labelOf: (name: string) => string = (name) => name): readonly MenuItem[] {
  return themes.map((theme) => ({
    id: theme,
    label: labelOf(messages.shell.themes[theme]),
    isChecked: theme === chosen,
    onSelect: () => view.setState({ theme }),
  }));
}
