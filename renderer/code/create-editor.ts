import { commonOptions } from './editor-options.ts';
import { languageId, registerLanguage } from './language.ts';
import { monaco } from './monaco.ts';
import { registerProviders } from './providers/register-providers.ts';
import { followTheme } from './theme.ts';

/** An editor without a text. */
export function createEditor(
  host: HTMLElement,
  ariaLabel: string,
): { readonly editor: monaco.editor.IStandaloneCodeEditor; readonly dispose: () => void } {
  registerLanguage();
  registerProviders();
  const stopTheme = followTheme();
  const editor = monaco.editor.create(host, {
    ...commonOptions(),
    ariaLabel,
    model: null,
    language: languageId,
    tabSize: 2,
    detectIndentation: true,
    formatOnPaste: false,
    formatOnType: false,
    wordBasedSuggestions: 'off',
    quickSuggestions: { strings: true, other: true, comments: false },
    quickSuggestionsDelay: 30,
    suggestOnTriggerCharacters: true,
    suggest: { showStatusBar: false, snippetsPreventQuickSuggestions: false },
    definitionLinkOpensInPeek: false,
    gotoLocation: { multipleDefinitions: 'goto' },
    multiCursorModifier: 'alt',
    dragAndDrop: true,
    showFoldingControls: 'always',
    foldingMaximumRegions: 50_000,
    hover: { above: false, delay: 250 },
  });
  // Widths are measured before the font is there otherwise.
  document.fonts.ready.then(
    () => monaco.editor.remeasureFonts(),
    () => undefined,
  );
  return {
    editor,
    dispose: () => {
      stopTheme();
      editor.dispose();
    },
  };
}
