import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { describeParameter } from '../flow/describe-parameter.ts';

export const flowFailParameters = z.strictObject({
  message: z
    .string()
    .min(1)
    .max(10_000)
    .meta({
      title: 'Message',
      description: 'What went wrong, for whoever reads the run.',
      widget: 'multiline',
      examples: ['No orders for {{ inputs.day }}.'],
    }),
  code: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,63}$/, 'must be 1 to 64 of a-z, 0-9 and _, starting with a letter')
    .default('failed_on_purpose')
    .meta({ title: 'Code', description: 'A word that `retry` and later tasks can ask for.', widget: 'text', examples: ['no_orders'] }),
});
export type FlowFailParameters = z.infer<typeof flowFailParameters>;

export const flowFailManifest: TaskManifest = {
  type: 'flow.fail',
  version: 1,
  title: 'Fail',
  category: 'flow',
  icon: 'octagon-x',
  summary: 'Fails, with a message of your own.',
  docs: `Fails this task with the given \`message\` and \`code\`. Put it where a check has shown that going on makes no sense.

It is a failure like any other: the run fails unless something handles it, such as a task that needs the port \`failed\`, or \`onError: continue\`.

Failure codes: the given \`code\`, or \`failed_on_purpose\`.`,
  parameters: flowFailParameters,
  ports: () => [],
  effects: 'pure',
  idempotent: true,
  capabilities: () => [],
  describe: (parameters) => describeParameter(parameters, 'message'),
  examples: [
    { title: 'With a code', with: { message: 'No orders for {{ inputs.day }}.', code: 'no_orders' } },
    { title: 'A message alone', with: { message: 'This way is not finished yet.' } },
  ],
};
