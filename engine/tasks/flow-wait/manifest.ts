import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { describeParameter } from '../flow/describe-parameter.ts';
import { durationParameter } from '../flow/duration-parameter.ts';
import { durationProblems } from '../parameter-problems.ts';

export const flowWaitParameters = z
  .strictObject({
    for: durationParameter.optional().meta({
      title: 'For',
      description: 'How long to wait, from the moment the task starts. Give this or `until`.',
      widget: 'duration',
      examples: ['30s', '2h'],
    }),
    until: z.iso
      .datetime({ offset: true, error: 'must be an instant with its zone, such as "2026-03-01T08:00:00Z"' })
      .optional()
      .meta({
        title: 'Until',
        description: 'The instant to wait for, with its zone. One that has passed is not waited for. Give this or `for`.',
        widget: 'text',
        examples: ['2026-03-01T08:00:00Z', '2026-03-01T08:00:00+01:00'],
      }),
  })
  .refine((parameters) => (parameters.for === undefined) !== (parameters.until === undefined), 'give either `for` or `until`');
export type FlowWaitParameters = z.infer<typeof flowWaitParameters>;

export const flowWaitManifest: TaskManifest = {
  type: 'flow.wait',
  version: 1,
  title: 'Wait',
  category: 'flow',
  icon: 'hourglass',
  summary: 'Waits for a time, or until an instant.',
  docs: `Waits \`for\` a duration or \`until\` an instant. Waiting uses no slot of a pool and survives a restart: the instant is recorded, and when it passed while the engine was away, the task goes on at once.

A duration of zero and an instant in the past succeed immediately. The output is \`null\`.

Failure codes: \`invalid_duration\` when the duration is longer than a calendar can hold.`,
  parameters: flowWaitParameters,
  check: (parameters) => durationProblems(parameters, 'for'),
  output: z.null(),
  ports: () => [],
  effects: 'pure',
  idempotent: true,
  capabilities: () => [],
  describe: (parameters) => describeParameter(parameters, 'for') || describeParameter(parameters, 'until'),
  examples: [
    { title: 'A pause', with: { for: '30s' } },
    { title: 'Until the market opens', with: { until: '2026-03-02T09:00:00+01:00' } },
  ],
};
