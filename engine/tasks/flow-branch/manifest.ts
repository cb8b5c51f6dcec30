import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { describeParameter } from '../flow/describe-parameter.ts';

export const flowBranchPorts = ['yes', 'no'] as const;

export const flowBranchParameters = z.strictObject({
  if: z.boolean().meta({
    title: 'If',
    description: 'The condition. It has to be true or false: text and numbers are refused.',
    widget: 'expression',
    examples: ['{{ size(tasks.fetch.output.body) > 0 }}'],
  }),
});
export type FlowBranchParameters = z.infer<typeof flowBranchParameters>;

export const flowBranchManifest: TaskManifest = {
  type: 'flow.branch',
  version: 1,
  title: 'Branch',
  category: 'flow',
  icon: 'split',
  summary: 'Goes one of two ways, by a condition.',
  docs: `Reaches the port \`yes\` when the condition is true, and \`no\` when it is false. What needs the other port is skipped, and what joins both ways afterwards goes on.

The output is \`{ taken }\`, the name of the port. \`done\` is reached either way.

A condition that is neither true nor false fails the task with \`invalid_parameters\`: compare explicitly, as in \`{{ size(list) > 0 }}\`.`,
  parameters: flowBranchParameters,
  output: z.object({ taken: z.enum(flowBranchPorts) }),
  ports: () => flowBranchPorts,
  effects: 'pure',
  idempotent: true,
  capabilities: () => [],
  describe: (parameters) => describeParameter(parameters, 'if'),
  examples: [
    { title: 'Anything to do?', with: { if: '{{ size(tasks.fetch.output.body) > 0 }}' } },
    { title: 'Always the same way, while trying things out', with: { if: true } },
  ],
};
