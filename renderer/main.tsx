// Where the window begins: its frame is painted at once, and filled when the application has come.
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './ui/tokens.css';
import './ui/base.css';
import './ui/tints.css';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { Frame } from './shell/frame.tsx';
import { keptTexts } from './shell/kept-texts.ts';
import { keptTheme, showTheme } from './shell/resolve-theme.ts';

const Root = lazy(() => import('./shell/root.tsx').then(({ Root: component }) => ({ default: component })));

showTheme(keptTheme(keptTexts().getItem('millrace.view')));

const place = document.getElementById('root');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <Suspense fallback={<Frame />}>
        <Root />
      </Suspense>
    </StrictMode>,
  );
}
