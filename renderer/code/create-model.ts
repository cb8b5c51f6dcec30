import { languageId } from './language.ts';
import { monaco } from './monaco.ts';
import { modelText } from './text-map.ts';

/** A model of a workflow's text. */
export function createModel(text: string, uri?: monaco.Uri): monaco.editor.ITextModel {
  const model = monaco.editor.createModel(modelText(text), languageId, uri);
  // The line ends of the text are the session's matter; a model without a line break would take those of the system.
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
  colorNow(model, firstLines);
  return model;
}

/** Lines that are coloured at once; the editor does the rest when it is idle. */
const firstLines = 1000;
/** Behind so many lines it would be felt. */
const mostLines = 20_000;

/**
 * Reads the first lines for their colours now: a text that is shown without them at first flashes, and where lines are not read, quotes
 * do not close themselves. The editor has this function, but does not name it in its types.
 */
export function colorNow(model: monaco.editor.ITextModel, lastLine: number): void {
  const { tokenization } = model as { readonly tokenization?: { readonly forceTokenization?: (line: number) => void } };
  if (lastLine <= mostLines) tokenization?.forceTokenization?.(Math.min(model.getLineCount(), lastLine));
}
