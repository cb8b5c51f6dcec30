import { type Failure, userFailure } from '../../../engine/workflow/failure.ts';
import type { Json } from '../../../engine/workflow/json.ts';
import type { ProblemFix } from '../../../engine/workflow/problem.ts';
import { err, ok, type Result } from '../../../engine/workflow/result.ts';
import { type Workflow, workflowSchema } from '../../../engine/workflow/schema.ts';
import { fixedValue } from '../../document/fixed-value.ts';
import type { Edit } from '../../document/session.ts';

/** The remedy of a problem as an edit. */
export function fixEdit(fix: ProblemFix): Edit {
  return { label: fix.title, change: (workflow) => fixed(workflow, fix) };
}

/** A change that the format does not allow is refused. */
function fixed(workflow: Workflow, fix: ProblemFix): Result<Workflow, Failure> {
  const changed = fixedValue(workflow as unknown as Json, fix);
  if (!changed.ok) return changed;
  const parsed = workflowSchema.safeParse(changed.value);
  if (parsed.success) return ok(changed.value as unknown as Workflow);
  return err(userFailure('invalid_value', `"${fix.title}" would not be a workflow any more. Repair it in the code view.`));
}
