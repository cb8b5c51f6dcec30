import type { Services } from '../app/services.ts';
import type { Session } from '../document/session.ts';
import { bindProblems } from './bind-problems.ts';
import { bindSelection } from './bind-selection.ts';
import { bindText } from './bind-text.ts';
import { createModel } from './create-model.ts';
import { addKeys } from './editor-keys.ts';
import { createKnowledge } from './knowledge.ts';
import { monaco } from './monaco.ts';
import { openCode } from './open-code.ts';
import { mapText } from './text-map.ts';

/** Where a session was scrolled to, and what was folded, while it is not shown. */
const viewStates = new WeakMap<Session, monaco.editor.ICodeEditorViewState>();

/** Shows a session in the editor. Gives the function that ends it. */
export function bindSession(editor: monaco.editor.IStandaloneCodeEditor, session: Session, services: Services): () => void {
  const uri = monaco.Uri.from({ scheme: 'millrace', path: `/${session.id}.json` });
  monaco.editor.getModel(uri)?.dispose();
  const model = createModel(session.store.getState().text, uri);
  const close = openCode(model, { session, services, knowledge: createKnowledge(services, session) });
  editor.setModel(model);
  const viewState = viewStates.get(session);
  if (viewState) editor.restoreViewState(viewState);
  const text = bindText(model, session);
  const stops = [text.dispose, bindProblems(model, session), bindSelection(editor, session), close];
  const keys = addKeys({
    editor,
    services,
    session,
    toLastChange: () => {
      const position = text.lastChange();
      if (!position) return;
      editor.setPosition(position);
      editor.revealPositionInCenterIfOutsideViewport(position, monaco.editor.ScrollType.Immediate);
    },
  });
  const hide = services.surfaces.showCode(surfaceOf(editor, session));
  return () => {
    hide();
    for (const stop of stops) stop();
    keys();
    const state = editor.saveViewState();
    if (state) viewStates.set(session, state);
    editor.setModel(null);
    model.dispose();
  };
}

function surfaceOf(editor: monaco.editor.IStandaloneCodeEditor, session: Session) {
  return {
    reveal(start: number, end: number) {
      const map = mapText(session.store.getState().text);
      const [from, to] = [map.spotAt(start), map.spotAt(end)];
      const range = monaco.Range.fromPositions(from, to);
      editor.setSelection(range);
      editor.revealRangeInCenterIfOutsideViewport(range, monaco.editor.ScrollType.Immediate);
    },
    openFind() {
      editor.focus();
      editor.getAction('actions.find')?.run();
    },
    focus: () => editor.focus(),
  };
}
