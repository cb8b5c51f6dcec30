// Parts that the first picture of the window does not need: each comes when it is first shown, and all of them while nothing else happens.
import { lazy } from 'react';

const loaders = {
  codeView: () => import('../code/code-view.tsx'),
  inspector: () => import('../inspector/inspector.tsx'),
  drawer: () => import('./drawer.tsx'),
  compare: () => import('./compare-dialog.tsx'),
  shortcuts: () => import('./shortcuts-sheet.tsx'),
  templates: () => import('../workflows/template-gallery.tsx'),
  import: () => import('../workflows/import-dialog.tsx'),
  runForm: () => import('../runs/run-form.tsx'),
};

/** Monaco is large. */
export const CodeView = lazy(() => loaders.codeView().then((part) => ({ default: part.CodeView })));
export const Inspector = lazy(() => loaders.inspector().then((part) => ({ default: part.Inspector })));
export const Drawer = lazy(() => loaders.drawer().then((part) => ({ default: part.Drawer })));
export const CompareDialog = lazy(() => loaders.compare().then((part) => ({ default: part.CompareDialog })));
export const ShortcutsSheet = lazy(() => loaders.shortcuts().then((part) => ({ default: part.ShortcutsSheet })));
export const TemplateGallery = lazy(() => loaders.templates().then((part) => ({ default: part.TemplateGallery })));
export const ImportDialog = lazy(() => loaders.import().then((part) => ({ default: part.ImportDialog })));
export const RunForm = lazy(() => loaders.runForm().then((part) => ({ default: part.RunForm })));

/** So that nothing waits for the network when it is first shown; the editor for code alone is too large to fetch in advance. */
export function fetchLazyParts(): void {
  const { codeView: _large, ...small } = loaders;
  requestIdleCallback(() => {
    for (const load of Object.values(small)) void load();
  });
}
