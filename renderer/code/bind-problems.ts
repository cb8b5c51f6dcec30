import type { Problem } from '../../engine/workflow/problem.ts';
import type { Session } from '../document/session.ts';
import { monaco } from './monaco.ts';
import { mapText, type TextMap } from './text-map.ts';

const owner = 'millrace';

/** Shows the problems of the session in the text. */
export function bindProblems(model: monaco.editor.ITextModel, session: Session): () => void {
  const show = () => {
    const { problems, text } = session.store.getState();
    const map = mapText(text);
    monaco.editor.setModelMarkers(
      model,
      owner,
      problems.flatMap((problem) => markerOf(problem, map) ?? []),
    );
  };
  show();
  const unsubscribe = session.store.subscribe((state, before) => {
    if (state.problems !== before.problems) show();
  });
  return () => {
    unsubscribe();
    // They outlive the model otherwise, and the key to the next problem would lead into a text that is not open.
    monaco.editor.setModelMarkers(model, owner, []);
  };
}

/** Where a problem stands in the model; null when it stands nowhere. */
export function rangeOfProblem({ range }: Problem, map: TextMap): monaco.IRange | null {
  if (!range) return null;
  const [from, to] = [map.spotAt(range.start.offset), map.spotAt(range.end.offset)];
  return { startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column };
}

function markerOf(problem: Problem, map: TextMap): monaco.editor.IMarkerData | null {
  const range = rangeOfProblem(problem, map);
  if (!range) return null;
  const severity = problem.severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning;
  return { ...range, message: problem.message, code: problem.code, severity };
}
