import type * as z from 'zod';
import { setAtPath } from '../../../engine/workflow/edit/json-path.ts';
import { withField } from '../../../engine/workflow/edit/record.ts';
import { checkValue } from '../../../engine/workflow/edit/valid.ts';
import type { Failure } from '../../../engine/workflow/failure.ts';
import type { Json } from '../../../engine/workflow/json.ts';
import { isJsonObject } from '../../../engine/workflow/json.ts';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import { ok, type Result } from '../../../engine/workflow/result.ts';
import { type Workflow, workflowSchema } from '../../../engine/workflow/schema.ts';

/** The parts of a workflow that are values: its graph and its places on the canvas have edits of their own. */
export const valueFields = ['name', 'description', 'tags', 'inputs', 'outputs', 'concurrency', 'timeout', 'hooks', 'permissions'] as const;
type ValueField = (typeof valueFields)[number];

/** Sets a value of the workflow itself, or a part of one. Failures: `invalid_path`, `invalid_value`. */
export function setInWorkflow(workflow: Workflow, at: JsonPath, value: Json | undefined): Result<Workflow, Failure> {
  const [first, ...rest] = at;
  const field = valueFields.find((name) => name === first) as ValueField;
  const changed = setAtPath(workflow[field] as Json | undefined, rest, value);
  if (!changed.ok) return changed;
  const next = isEmptyObject(changed.value) && field !== 'concurrency' ? undefined : changed.value;
  const checked = checkValue(workflowSchema.shape[field] as z.ZodType, next, `\`${field}\` of the workflow`);
  return checked.ok ? ok(withField(workflow, field, next as Workflow[ValueField])) : checked;
}

function isEmptyObject(value: Json | undefined): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}

/** The one name that is another in the next object, all else being the same; null when more is different. */
export function renamedKey(before: object | undefined, after: Json | undefined): { readonly from: string; readonly to: string } | null {
  const old = Object.keys(before ?? {});
  const now = isJsonObject(after) ? Object.keys(after) : [];
  if (old.length !== now.length) return null;
  const different = old.flatMap((key, index) => (key === now[index] ? [] : [index]));
  const [index] = different;
  const from = index === undefined ? undefined : old[index];
  const to = index === undefined ? undefined : now[index];
  return different.length === 1 && from !== undefined && to !== undefined ? { from, to } : null;
}
