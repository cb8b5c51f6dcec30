import { codeCompletions } from '../help/complete.ts';
import type { CodeCompletion } from '../help/completion.ts';
import { monaco } from '../monaco.ts';
import { askedAt, learnFor, markdown, rangeIn } from './asked.ts';

const { CompletionItemKind, CompletionItemInsertTextRule } = monaco.languages;

const kinds: { readonly [K in CodeCompletion['kind']]: monaco.languages.CompletionItemKind } = {
  field: CompletionItemKind.Property,
  type: CompletionItemKind.Class,
  task: CompletionItemKind.Module,
  value: CompletionItemKind.Value,
  snippet: CompletionItemKind.Snippet,
  variable: CompletionItemKind.Variable,
  function: CompletionItemKind.Function,
  keyword: CompletionItemKind.Keyword,
  secret: CompletionItemKind.Constant,
};

export const completions: monaco.languages.CompletionItemProvider = {
  triggerCharacters: ['"', '.', '{', '[', ':', ' '],
  async provideCompletionItems(model, position) {
    const asked = askedAt(model, position);
    if (!asked) return { suggestions: [] };
    await learnFor(asked);
    const found = codeCompletions(asked.text, asked.offset, asked.around);
    return {
      suggestions: found.map((item, index) => ({
        label: { label: item.label, description: item.detail },
        kind: kinds[item.kind],
        insertText: item.insert,
        insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet,
        filterText: item.filter,
        // In the order in which they were given.
        sortText: String(index).padStart(5, '0'),
        range: rangeIn(asked.map, item),
        ...(item.docs === null ? {} : { documentation: markdown(item.docs) }),
        ...(item.goesOn ? { command: { id: 'editor.action.triggerSuggest', title: '' } } : {}),
      })),
    };
  },
};
