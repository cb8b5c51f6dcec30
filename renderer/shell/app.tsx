import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import { TooltipProvider } from '../ui/tooltip.tsx';
import type { ViewState } from '../view/view.ts';
import styles from './app.module.css';
import { DialogHost } from './dialog-host.tsx';
import { DropZone } from './drop-zone.tsx';
import { fetchLazyParts } from './lazy-parts.ts';
import { Main } from './main-area.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { useTheme } from './theme.ts';
import { TitleBar } from './title-bar.tsx';
import { ToastList } from './toast-list.tsx';
import { useKeepUp } from './use-keep-up.ts';
import { usePlatform } from './use-platform.ts';
import { useRestore } from './use-restore.ts';
import { useShortcuts } from './use-shortcuts.ts';

const tabsOf = (state: ViewState) => state.tabs;

/** The window: bars around, the rail, and what the rail opens beside the workflow. */
export function App() {
  useTheme();
  useShortcuts();
  usePlatform();
  const isRestored = useRestore();
  useKeepUp(isRestored);
  useEffect(fetchLazyParts, []);
  const { view } = useServices();
  const hasTabs = useStore(view, tabsOf).length > 0;
  return (
    <TooltipProvider delay={500}>
      <DropZone>
        <div className={styles.window}>
          <TitleBar />
          <div className={styles.body}>
            <Rail />
            {isRestored || !hasTabs ? <Main /> : <div className={styles.rest} />}
          </div>
          <StatusBar />
        </div>
      </DropZone>
      <DialogHost />
      <ToastList />
    </TooltipProvider>
  );
}
