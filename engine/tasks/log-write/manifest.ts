import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { describeParameter } from '../flow/describe-parameter.ts';
import { secretCapabilities } from '../secret-capabilities.ts';

export const logWriteParameters = z.strictObject({
  message: z.json().meta({
    title: 'Message',
    description: 'What to write. A value that is not text is written as JSON.',
    widget: 'multiline',
    examples: ['{{ size(tasks.fetch.output.body) }} orders'],
  }),
  level: z.enum(['debug', 'info', 'warn', 'error']).default('info').meta({
    title: 'Level',
    description: 'How important it is.',
    widget: 'choice',
  }),
});
export type LogWriteParameters = z.infer<typeof logWriteParameters>;

export const logWriteManifest: TaskManifest = {
  type: 'log.write',
  version: 1,
  title: 'Write to the log',
  category: 'notify',
  icon: 'scroll-text',
  summary: "Writes a message to the run's log.",
  docs: `Writes \`message\` to the log of the run, one line per line of text. Objects and lists are written as JSON on one line.

Values of secrets never show in a log: they are replaced before the line is written.

The output is \`null\`. There are no failure codes.`,
  parameters: logWriteParameters,
  output: z.null(),
  ports: () => [],
  // A line written twice tells nothing wrong, so nothing has to be durable before it, and tests of a workflow may run it.
  effects: 'pure',
  idempotent: true,
  capabilities: secretCapabilities,
  describe: (parameters) => describeParameter(parameters, 'message'),
  examples: [
    { title: 'How many', with: { message: '{{ size(tasks.fetch.output.body) }} orders for {{ inputs.day }}' } },
    { title: 'A warning with a value', with: { message: { left: 3, limit: 100 }, level: 'warn' } },
  ],
};
