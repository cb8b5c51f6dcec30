import type { Workflow } from '../schema.ts';
import { mapExpressions, referencesFrom, rewriteText } from './expressions.ts';
import { endOfParts, printMember } from './member.ts';
import { mapEntries, renameKeys, withField } from './record.ts';

/** Follows an input to its new name where it is read (expressions) and given (triggers, tests). */
export function followInput(workflow: Workflow, from: string, to: string): Workflow {
  const rename = (key: string) => (key === from ? to : key);
  let next = mapExpressions(workflow, (text, { bare }) =>
    rewriteText(text, referencesFrom('inputs', text, bare), (found) => {
      const end = found.reference.path[1] === from ? endOfParts(found, 2) : undefined;
      return end === undefined ? undefined : { end, text: `inputs${printMember(to)}` };
    }),
  );
  if (next.triggers)
    next = withField(
      next,
      'triggers',
      mapEntries(next.triggers, (trigger) => withInputs(trigger, rename)),
    );
  if (next.tests)
    next = withField(
      next,
      'tests',
      mapEntries(next.tests, (test) => withInputs(test, rename)),
    );
  return next;
}

function withInputs<T extends { inputs?: Record<string, unknown> | undefined }>(entry: T, rename: (key: string) => string): T {
  if (!entry.inputs) return entry;
  const inputs = renameKeys(entry.inputs, rename);
  return inputs === entry.inputs ? entry : { ...entry, inputs };
}
