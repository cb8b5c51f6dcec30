// The caret selects, and what is selected elsewhere is shown, without taking the focus.
import { findPlaces } from '../../engine/workflow/parse/find-places.ts';
import { existing, type Selection } from '../document/selection.ts';
import type { Session, SessionState } from '../document/session.ts';
import styles from './code-editor.module.css';
import { pathAt, selectedPaths, selectionAt } from './cursor-path.ts';
import { monaco } from './monaco.ts';
import { mapText } from './text-map.ts';

const restMs = 60;

export function bindSelection(editor: monaco.editor.IStandaloneCodeEditor, session: Session): () => void {
  const marks = editor.createDecorationsCollection();
  let shown: Selection | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function select(): void {
    const position = editor.getPosition();
    const { text, workflow, selection } = session.store.getState();
    if (!position || !editor.hasTextFocus()) return;
    const meant = existing(selectionAt(pathAt(text, mapText(text).offsetAt(position))), workflow);
    if (equal(meant, selection)) return;
    shown = meant;
    session.select(meant);
    mark(session.store.getState());
  }

  function mark(state: SessionState): readonly monaco.IRange[] {
    if (state.graph === 'stale') return [];
    const ranges = rangesOf(state);
    marks.set(
      ranges.map((range) => ({
        range,
        options: { isWholeLine: true, className: styles.selected ?? '', linesDecorationsClassName: styles.bar ?? '' },
      })),
    );
    return ranges;
  }

  function reveal(): void {
    const [first] = mark(session.store.getState());
    if (first && !editor.hasTextFocus()) editor.revealRangeNearTopIfOutsideViewport(first, monaco.editor.ScrollType.Immediate);
  }

  const onCaret = editor.onDidChangeCursorPosition(({ source }) => {
    // Changes of the text from elsewhere move the caret, too.
    if (source === 'api' || source === 'model') return;
    clearTimeout(timer);
    timer = setTimeout(select, restMs);
  });
  const unsubscribe = session.store.subscribe((state, before) => {
    if (state.selection !== shown) {
      shown = state.selection;
      reveal();
    } else if (state.workflow !== before.workflow) mark(state);
  });
  shown = session.store.getState().selection;
  reveal();
  return () => {
    clearTimeout(timer);
    onCaret.dispose();
    unsubscribe();
    marks.clear();
  };
}

/** Above this many selected things the marks say nothing more. */
const mostMarks = 200;

function rangesOf({ text, selection }: SessionState): readonly monaco.IRange[] {
  const paths = selectedPaths(selection).slice(0, mostMarks);
  if (paths.length === 0) return [];
  const places = findPlaces(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text, paths);
  const map = mapText(text);
  return paths.flatMap((path) => {
    const { place, complete } = places(path);
    if (!complete) return [];
    const [from, to] = [map.spotAt(place.key?.start ?? place.start), map.spotAt(place.end)];
    return [{ startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column }];
  });
}

function equal(a: Selection, b: Selection): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
