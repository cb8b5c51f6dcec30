import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { describeParameter } from '../flow/describe-parameter.ts';

export const flowStopParameters = z.strictObject({
  status: z.enum(['succeeded', 'canceled']).default('succeeded').meta({
    title: 'Status',
    description: 'How the run ends.',
    widget: 'choice',
  }),
  message: z
    .string()
    .max(10_000)
    .default('')
    .meta({
      title: 'Message',
      description: 'Why, for whoever reads the run.',
      widget: 'multiline',
      examples: ['Nothing to do today.'],
    }),
});
export type FlowStopParameters = z.infer<typeof flowStopParameters>;

export const flowStopManifest: TaskManifest = {
  type: 'flow.stop',
  version: 1,
  title: 'Stop the run',
  category: 'flow',
  icon: 'circle-stop',
  summary: 'Ends the whole run, as a success or as canceled.',
  docs: `Ends the run at once with the given \`status\`: tasks that are running are canceled, and tasks that have not started never do.

Use it where there is nothing left to do. To end with a failure, use \`flow.fail\`.

It gives no output and has no failure codes.`,
  parameters: flowStopParameters,
  ports: () => [],
  effects: 'pure',
  idempotent: true,
  capabilities: () => [],
  describe: (parameters) => describeParameter(parameters, 'message') || describeParameter(parameters, 'status'),
  examples: [
    { title: 'Nothing to do', with: { status: 'succeeded', message: 'Nothing to do on {{ run.slot.date }}.' } },
    { title: 'Call it off', with: { status: 'canceled' } },
  ],
};
