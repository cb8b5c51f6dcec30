import type { CheckContext } from '../parse/context.ts';
import { type Findings, warning } from '../parse/finding.ts';

/** The first attempt counts: a retry of one attempt is none. */
export function lintRetryOnce({ places }: CheckContext, findings: Findings): void {
  for (const { task, path, jsonPath } of places) {
    if (task.retry?.attempts !== 1) continue;
    const message = `Task \`${path}\` has a retry with one attempt, so it is never tried again: the first attempt counts. Raise \`attempts\`, or remove the retry.`;
    const fix = { title: 'Remove the retry', action: 'remove' as const, path: [...jsonPath, 'retry'] };
    findings.add(warning('retry_once', [...jsonPath, 'retry', 'attempts'], message, { fix }));
  }
}
