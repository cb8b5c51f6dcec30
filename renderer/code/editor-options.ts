import type { monaco } from './monaco.ts';

/** What the editor and the comparison have in common. */
export function commonOptions(): monaco.editor.IEditorOptions {
  return {
    automaticLayout: true,
    // A text area: older Chromium has nothing else, and everybody who listens for keys knows that it is typed into.
    editContext: false,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
    fontSize: 13,
    lineHeight: 20,
    fontLigatures: false,
    minimap: { enabled: false },
    overviewRulerBorder: false,
    hideCursorInOverviewRuler: true,
    lineNumbersMinChars: 4,
    lineDecorationsWidth: 14,
    scrollBeyondLastLine: false,
    smoothScrolling: false,
    renderLineHighlightOnlyWhenFocus: true,
    // Their own line ends belong to the text; nothing is taken out of it unasked.
    unusualLineTerminators: 'off',
    links: false,
    colorDecorators: false,
    codeLens: false,
    occurrencesHighlight: 'singleFile',
    stickyScroll: { enabled: true, maxLineCount: 4 },
    fixedOverflowWidgets: true,
    contextmenu: true,
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
    padding: { top: 8, bottom: 8 },
  };
}
