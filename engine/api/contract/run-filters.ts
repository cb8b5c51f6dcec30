// Which runs a caller asks for.
import * as z from 'zod';
import { runStatus, workflowId } from './shapes.ts';

const isoInstant = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

const instant = z
  .string()
  .max(40)
  .refine(
    (text) => Number.isFinite(instantOf(text)),
    'must be an instant: 2026-11-01, 2026-11-01T08:30:00Z, or milliseconds since the epoch',
  )
  .optional();

/** Milliseconds since the epoch; NaN for what is no instant. */
export function instantOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  return isoInstant.test(text) ? Date.parse(text) : Number.NaN;
}

const statusList = z
  .string()
  .max(100)
  .refine(
    (text) => text.split(',').every((each) => runStatus.safeParse(each).success),
    `must be one or more of ${runStatus.options.join(', ')}`,
  )
  .optional();

export const runFilterFields = {
  workflow: workflowId.optional(),
  status: statusList.meta({ description: 'One status, or several with commas between them.', examples: ['failed,canceled'] }),
  trigger: z.enum(['manual', 'schedule', 'call', 'rerun']).optional(),
  environment: z.string().min(1).max(200).optional(),
  since: instant.meta({ description: 'Created then or later: ISO 8601 with its zone, a date (UTC), or milliseconds since the epoch.' }),
  until: instant.meta({ description: 'Created before then.' }),
  text: z
    .string()
    .max(500)
    .optional()
    .meta({
      description:
        'All its words, in any order and case, in the ids of run and workflow, the names of environment and trigger, the failure, ' +
        'or the first 200 characters of the inputs as JSON.',
    }),
};

export type RunFilterFields = { readonly [name in keyof typeof runFilterFields]?: z.infer<(typeof runFilterFields)[name]> };
