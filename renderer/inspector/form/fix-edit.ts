import { setAtPath } from '../../../engine/workflow/edit/json-path.ts';
import { renameKeys } from '../../../engine/workflow/edit/record.ts';
import { type Failure, userFailure } from '../../../engine/workflow/failure.ts';
import { isJsonObject, type Json } from '../../../engine/workflow/json.ts';
import type { JsonPath, ProblemFix } from '../../../engine/workflow/problem.ts';
import { err, ok, type Result } from '../../../engine/workflow/result.ts';
import { type Workflow, workflowSchema } from '../../../engine/workflow/schema.ts';
import type { Edit } from '../../document/session.ts';

/** The remedy of a problem as an edit. */
export function fixEdit(fix: ProblemFix): Edit {
  return { label: fix.title, change: (workflow) => fixed(workflow, fix) };
}

/** A change that the format does not allow is refused. */
function fixed(workflow: Workflow, fix: ProblemFix): Result<Workflow, Failure> {
  const changed = changedValue(workflow as unknown as Json, fix);
  if (!changed.ok) return changed;
  const parsed = workflowSchema.safeParse(changed.value);
  if (parsed.success) return ok(changed.value as unknown as Workflow);
  return err(userFailure('invalid_value', `"${fix.title}" would not be a workflow any more. Repair it in the code view.`));
}

function changedValue(root: Json, fix: ProblemFix): Result<Json | undefined, Failure> {
  if (fix.action === 'replace') return setAtPath(root, fix.path, fix.value as Json);
  if (fix.action === 'remove') return setAtPath(root, fix.path, undefined);
  const holder = fix.path.slice(0, -1);
  const name = fix.path.at(-1);
  const object = valueAt(root, holder);
  if (!isJsonObject(object)) return err(userFailure('invalid_path', `There is nothing any more at \`${fix.path.join('.')}\`.`));
  return setAtPath(
    root,
    holder,
    renameKeys(object, (key) => (key === name ? fix.name : key)),
  );
}

function valueAt(root: Json, path: JsonPath): Json | undefined {
  let at: Json | undefined = root;
  for (const key of path)
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as { readonly [key: string]: Json })[key] : undefined;
  return at;
}
