import type { CheckContext } from '../parse/context.ts';
import type { Findings } from '../parse/finding.ts';
import { lintClockChanges } from './clock-changes.ts';
import { lintJoinNeverMet } from './join-never-met.ts';
import { lintNeedsDisabled } from './needs-disabled.ts';
import { lintRetryOnce } from './retry-once.ts';
import { lintSecretInLog } from './secret-in-log.ts';
import { lintUnusedOutput } from './unused-output.ts';

const lints = [lintJoinNeverMet, lintNeedsDisabled, lintUnusedOutput, lintSecretInLog, lintClockChanges, lintRetryOnce] as const;

/** Warns about what is legal but surprising. The workflow has no errors. */
export function lintWorkflow(context: CheckContext, findings: Findings): void {
  for (const lint of lints) if (!findings.isFull) lint(context, findings);
}
