import { useCallback, useMemo } from 'react';
import { renameEntry } from '../../../engine/workflow/edit/entries.ts';
import type { Json } from '../../../engine/workflow/json.ts';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import type { Session } from '../../document/session.ts';
import { messages } from '../../messages/messages.ts';
import type { FormContext } from '../form/form-context.ts';
import { useProblems } from '../form/use-problems.ts';
import { renamedKey, setInWorkflow } from './set-in-workflow.ts';

const everything: JsonPath = [];

/** Edits of the workflow itself. An input that gets another name is followed by what reads it. */
export function useWorkflowForm(session: Session): FormContext {
  const problems = useProblems(session, everything);
  const set = useCallback(
    (at: JsonPath, value: Json | undefined, title: string) => {
      const before = session.store.getState().workflow;
      const rename = at.length === 1 && at[0] === 'inputs' ? renamedKey(before.inputs, value) : null;
      const edited = session.edit({
        label: messages.inspector.workflow.changed(title),
        gesture: `inspector workflow ${at.join('.')}`,
        change: (workflow) =>
          rename ? renameEntry(workflow, { kind: 'inputs', name: rename.from, to: rename.to }) : setInWorkflow(workflow, at, value),
      });
      return edited.ok ? null : edited.failure.message;
    },
    [session],
  );
  return useMemo(() => ({ root: [], taskPath: '', set, problems }), [set, problems]);
}
