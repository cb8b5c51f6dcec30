import type { ProblemFix } from '../../../engine/workflow/problem.ts';
import { rangeOfProblem } from '../bind-problems.ts';
import { fixedText } from '../help/fixed-text.ts';
import { monaco } from '../monaco.ts';
import type { OpenCode } from '../open-code.ts';
import { askedAt } from './asked.ts';

const command = 'millrace.fix';

monaco.editor.registerCommand(command, (_accessor, code: OpenCode, fix: ProblemFix) => {
  const fixed = fixedText(code.session.store.getState().text, fix);
  if (fixed.ok) code.session.replaceText(fix.title, fixed.value);
  else code.services.toasts.tellFailure(fixed.failure);
});

export const codeActions: monaco.languages.CodeActionProvider = {
  provideCodeActions(model, range, context) {
    const asked = askedAt(model, { lineNumber: range.startLineNumber, column: range.startColumn });
    if (!asked) return { actions: [], dispose: () => undefined };
    const { problems } = asked.code.session.store.getState();
    const actions = problems.flatMap((problem) => {
      const { fix } = problem;
      const place = rangeOfProblem(problem, asked.map);
      if (!fix || !place || !monaco.Range.areIntersectingOrTouching(place, range)) return [];
      return [
        actionOf(
          asked.code,
          fix,
          context.markers.filter(({ message }) => message === problem.message),
        ),
      ];
    });
    return { actions, dispose: () => undefined };
  },
};

function actionOf(code: OpenCode, fix: ProblemFix, diagnostics: monaco.editor.IMarkerData[]): monaco.languages.CodeAction {
  return {
    title: fix.title,
    kind: 'quickfix',
    diagnostics,
    isPreferred: true,
    command: { id: command, title: fix.title, arguments: [code, fix] },
  };
}
