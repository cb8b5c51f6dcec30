import { lineTokens } from './line-tokens.ts';
import { monaco } from './monaco.ts';

/** Not the editor's own JSON: what is known of a workflow is known to this window, and no second opinion is wanted. */
export const languageId = 'workflow';

const noState: monaco.languages.IState = { clone: () => noState, equals: () => true };

let isRegistered = false;

/** Colours, brackets and folding. Once; further calls do nothing. */
export function registerLanguage(): void {
  if (isRegistered) return;
  isRegistered = true;
  monaco.languages.register({ id: languageId });
  monaco.languages.setTokensProvider(languageId, {
    getInitialState: () => noState,
    tokenize: (line) => ({
      tokens: lineTokens(line).map(({ start, kind }) => ({ startIndex: start, scopes: kind })),
      endState: noState,
    }),
  });
  monaco.languages.setLanguageConfiguration(languageId, {
    brackets: [
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
    ],
    autoClosingPairs: [
      { open: '{', close: '}' },
      { open: '[', close: ']' },
      { open: '(', close: ')', notIn: [] },
      { open: '"', close: '"', notIn: ['string'] },
    ],
    surroundingPairs: [
      { open: '{', close: '}' },
      { open: '[', close: ']' },
      { open: '"', close: '"' },
    ],
    // A name of the expressions is a word, and so is a task id.
    wordPattern: /[A-Za-z_][\w-]*|-?\d+(?:\.\d+)?/,
    indentationRules: { increaseIndentPattern: /[{[]\s*$/, decreaseIndentPattern: /^\s*[}\]]/ },
  });
}
