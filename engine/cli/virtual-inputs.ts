// The inputs of a run that does not really happen: simulations and tests of a workflow.
import { runVariable } from '../run/variables.ts';
import { evaluateValue } from '../workflow/expression/evaluate.ts';
import { resolveInputs } from '../workflow/inputs.ts';
import type { JsonObject } from '../workflow/json.ts';
import type { Workflow } from '../workflow/schema.ts';
import { CliError } from './cli-error.ts';

/** The instant at which every virtual run begins. */
const virtualStart = Date.UTC(2026, 0, 1);

/** With defaults filled in; `subject` begins the message when an input is missing or of the wrong type. */
export function virtualInputs(
  workflow: Workflow,
  given: { readonly inputs: JsonObject; readonly vars: JsonObject },
  subject: string,
): JsonObject {
  const run = runVariable({ id: 'virtual', workflow: workflow.id, createdAt: virtualStart, trigger: { kind: 'manual' } });
  const scope = { run, vars: given.vars, environment: '' };
  const resolved = resolveInputs(workflow.inputs ?? {}, given.inputs, (value) => evaluateValue(value, scope));
  if (resolved.ok) return resolved.value;
  throw new CliError(resolved.failure.map(({ message }) => `${subject}: ${message}`).join('\n'));
}
