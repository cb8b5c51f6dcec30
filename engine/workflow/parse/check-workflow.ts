import { checkDurations } from './check-durations.ts';
import { checkExpressions } from './check-expressions.ts';
import { checkInputs } from './check-inputs.ts';
import { checkLayout } from './check-layout.ts';
import { checkNeeds } from './check-needs.ts';
import { checkParameters } from './check-parameters.ts';
import { checkTests } from './check-tests.ts';
import { checkTriggers } from './check-triggers.ts';
import { checkTypes } from './check-types.ts';
import type { CheckContext } from './context.ts';
import type { Findings } from './finding.ts';

const checks = [
  checkTypes,
  checkNeeds,
  checkParameters,
  checkExpressions,
  checkDurations,
  checkInputs,
  checkTriggers,
  checkTests,
  checkLayout,
] as const;

/** Everything that the schema cannot say about a workflow. */
export function checkWorkflow(context: CheckContext, findings: Findings): void {
  for (const check of checks) if (!findings.isFull) check(context, findings);
}
