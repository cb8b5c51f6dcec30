import { languageId } from '../language.ts';
import { monaco } from '../monaco.ts';
import { codeActions } from './code-actions.ts';
import { completions } from './completions.ts';
import { formatting } from './formatting.ts';
import { hovers } from './hovers.ts';
import { definitions, renames, symbols } from './navigation.ts';
import { signatures } from './signatures.ts';

let isRegistered = false;

/** What the editor asks about a text: once for all models. */
export function registerProviders(): void {
  if (isRegistered) return;
  isRegistered = true;
  const { languages } = monaco;
  languages.registerCompletionItemProvider(languageId, completions);
  languages.registerHoverProvider(languageId, hovers);
  languages.registerSignatureHelpProvider(languageId, signatures);
  languages.registerDefinitionProvider(languageId, definitions);
  languages.registerDocumentSymbolProvider(languageId, symbols);
  languages.registerRenameProvider(languageId, renames);
  languages.registerCodeActionProvider(languageId, codeActions, { providedCodeActionKinds: ['quickfix'] });
  languages.registerDocumentFormattingEditProvider(languageId, formatting);
}
