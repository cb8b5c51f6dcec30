// Keeps the editor's model and the text of a session one. The text is what counts; the model follows it.
import type { Session } from '../document/session.ts';
import { colorNow } from './create-model.ts';
import { minimalEdits } from './minimal-edits.ts';
import type { monaco } from './monaco.ts';
import { modelText } from './text-map.ts';
import { typedEdits } from './typed-edits.ts';

export type TextBinding = {
  /** Where the last change that came from elsewhere ended; the caret goes there after undo and redo. */
  readonly lastChange: () => monaco.IPosition | null;
  readonly dispose: () => void;
};

export function bindText(model: monaco.editor.ITextModel, session: Session): TextBinding {
  let mirrored = session.store.getState().text;
  let shown = modelText(mirrored);
  let isShowing = false;
  let lastChange: monaco.IPosition | null = null;

  function show(text: string): void {
    const now = modelText(text);
    const edits = minimalEdits(shown, now).map(({ offset, length, text: inserted }) => {
      const [from, to] = [model.getPositionAt(offset), model.getPositionAt(offset + length)];
      return { range: rangeOf(from, to), text: inserted, forceMoveMarkers: false };
    });
    mirrored = text;
    shown = now;
    if (edits.length === 0) return;
    isShowing = true;
    // Not through the editor's own undo: steps of the session are the only ones.
    const inverse = model.applyEdits(edits, true);
    isShowing = false;
    const last = inverse.at(-1)?.range;
    if (last) lastChange = { lineNumber: last.endLineNumber, column: last.endColumn };
  }

  const typing = model.onDidChangeContent(({ changes }) => {
    if (isShowing) return;
    const typed = typedEdits(mirrored, changes);
    mirrored = typed.text;
    shown = typed.isFaithful ? modelText(typed.text) : model.getValue();
    session.type(typed.edits);
    for (const { range, text } of changes) colorNow(model, range.startLineNumber + text.split('\n').length);
    const { text } = session.store.getState();
    if (text !== mirrored || !typed.isFaithful) show(text);
  });
  const unsubscribe = session.store.subscribe(({ text }) => {
    if (text !== mirrored) show(text);
  });
  return {
    lastChange: () => lastChange,
    dispose: () => {
      typing.dispose();
      unsubscribe();
    },
  };
}

function rangeOf(from: monaco.IPosition, to: monaco.IPosition): monaco.IRange {
  return { startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column };
}
