import type { CheckContext } from '../parse/context.ts';
import type { Finding } from '../parse/finding.ts';

/** Warns about what is legal but surprising. The workflow has no errors. */
export function lintWorkflow(_context: CheckContext): Finding[] {
  return [];
}
