import type { ZodType } from 'zod';
import type { Failure } from '../failure.ts';
import { ok, type Result } from '../result.ts';
import { type Workflow, workflowSchema } from '../schema.ts';
import { withField } from './record.ts';
import { checkValue } from './valid.ts';

type Field = 'id' | 'name' | 'description' | 'tags' | 'concurrency' | 'timeout' | 'permissions' | '$schema';

/** Sets a field of the workflow itself, or takes it away with `undefined`. Failure: `invalid_value`. */
export function setWorkflowField<F extends Field>(
  workflow: Workflow,
  { field, value }: { readonly field: F; readonly value: Workflow[F] | undefined },
): Result<Workflow, Failure> {
  const checked = checkValue(workflowSchema.shape[field] as ZodType, value, `\`${field}\` of the workflow`);
  return checked.ok ? ok(withField(workflow, field, value)) : checked;
}
