// Which runs a caller asks for: the fields of the query, and what the engine makes of them.
import * as z from 'zod';
import type { RunsFilter } from '../host/engine.ts';
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

/** NaN for what is no instant. */
function instantOf(text: string): number {
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

type Fields = { readonly [name in keyof typeof runFilterFields]?: z.infer<(typeof runFilterFields)[name]> };

export function runsFilterOf({ workflow, status, trigger, environment, since, until, text }: Fields): RunsFilter {
  return {
    ...(workflow === undefined ? {} : { workflow }),
    ...(status === undefined ? {} : { status: status.split(',').map((each) => runStatus.parse(each)) }),
    ...(trigger === undefined ? {} : { trigger }),
    ...(environment === undefined ? {} : { environment }),
    ...(since === undefined ? {} : { since: instantOf(since) }),
    ...(until === undefined ? {} : { until: instantOf(until) }),
    ...(text === undefined ? {} : { text }),
  };
}
