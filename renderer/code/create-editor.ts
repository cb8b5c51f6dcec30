import { commonOptions } from './editor-options.ts';
import { languageId, registerLanguage } from './language.ts';
import { monaco } from './monaco.ts';
import { registerProviders } from './providers/register-providers.ts';
import { followTheme } from './theme.ts';

/** What the editor would keep over restarts: nothing but that the docs of suggestions are open. */
const openDetails = {
  get: () => undefined,
  getBoolean: (key: string) => key === 'expandSuggestionDocs',
  getNumber: () => undefined,
  getObject: () => undefined,
  remove: () => undefined,
  store: () => undefined,
  onWillSaveState: () => ({ dispose: () => undefined }),
  onDidChangeStorage: () => ({ dispose: () => undefined }),
  onDidChangeValue: () => () => ({ dispose: () => undefined }),
};

/** An editor without a text. */
export function createEditor(
  host: HTMLElement,
  ariaLabel: string,
): { readonly editor: monaco.editor.IStandaloneCodeEditor; readonly dispose: () => void } {
  registerLanguage();
  registerProviders();
  const stopTheme = followTheme();
  const options: monaco.editor.IStandaloneEditorConstructionOptions = {
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
  };
  const editor = monaco.editor.create(host, options, { storageService: openDetails });
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
