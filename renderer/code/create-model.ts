import { languageId } from './language.ts';
import { monaco } from './monaco.ts';
import { modelText } from './text-map.ts';

/** A model of a workflow's text. */
export function createModel(text: string, uri?: monaco.Uri): monaco.editor.ITextModel {
  const model = monaco.editor.createModel(modelText(text), languageId, uri);
  // The line ends of the text are the session's matter; a model without a line break would take those of the system.
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
  return model;
}
