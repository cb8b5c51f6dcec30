import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { inputSchema } from '../../workflow/schema.ts';
import { describeParameter } from '../flow/describe-parameter.ts';
import { durationParameter } from '../flow/duration-parameter.ts';
import { durationProblems } from '../parameter-problems.ts';

export const flowApprovalPorts = ['approved', 'rejected'] as const;

export const flowApprovalParameters = z.strictObject({
  title: z
    .string()
    .min(1)
    .max(200)
    .meta({
      title: 'Title',
      description: 'The question, in one line.',
      widget: 'text',
      examples: ['Send 1,200 invoices?'],
    }),
  message: z
    .string()
    .max(100_000)
    .default('')
    .meta({
      title: 'Message',
      description: 'What a person has to know to decide, in Markdown.',
      widget: 'multiline',
      examples: ['The total is **{{ tasks.sum.output }}**.'],
    }),
  form: z
    .record(z.string().regex(/^[a-z][a-zA-Z0-9_]{0,63}$/, 'a field has 1 to 64 letters, digits and _, and starts with a-z'), inputSchema)
    .default({})
    .meta({
      title: 'Form',
      description: 'Fields to fill in while deciding, written like the inputs of a workflow.',
      widget: 'form',
      examples: [{ reason: { type: 'string', title: 'Reason' } }],
    }),
  approvers: z
    .array(z.string().min(1).max(200))
    .max(1000)
    .default([])
    .meta({ title: 'Approvers', description: 'Who may decide. Empty: anyone.', widget: 'list', examples: [['anna', 'ben']] }),
  timeout: durationParameter.optional().meta({
    title: 'Timeout',
    description: 'How long to wait for a decision. Without it, for ever.',
    widget: 'duration',
    examples: ['2d'],
  }),
  onTimeout: z.enum(['fail', 'approve', 'reject']).default('fail').meta({
    title: 'On timeout',
    description: 'What happens when nobody decides in time.',
    widget: 'choice',
  }),
});
export type FlowApprovalParameters = z.infer<typeof flowApprovalParameters>;

export const flowApprovalManifest: TaskManifest = {
  type: 'flow.approval',
  version: 1,
  title: 'Approval',
  category: 'flow',
  icon: 'user-check',
  summary: 'Waits until a person approves or rejects.',
  docs: `Waits for a decision, using nothing, for as long as it takes; a restart changes nothing. It is decided in the app, by the command line or through the API.

The output is \`{ decision, by, at, comment, values }\`: \`decision\` is \`approved\` or \`rejected\`, which is also the port that is reached; \`values\` holds what was filled into \`form\`. When the time decided, \`by\` is \`timeout\`.

Failure codes:
- \`approval_timeout\`: nobody decided within \`timeout\`, and \`onTimeout\` is \`fail\`.
- \`invalid_duration\`: the timeout is longer than a calendar can hold.`,
  parameters: flowApprovalParameters,
  check: (parameters) => durationProblems(parameters, 'timeout'),
  output: z.object({
    decision: z.enum(flowApprovalPorts),
    by: z.string(),
    at: z.string(),
    comment: z.string(),
    values: z.record(z.string(), z.json()),
  }),
  ports: () => flowApprovalPorts,
  effects: 'pure',
  idempotent: true,
  capabilities: () => [],
  describe: (parameters) => describeParameter(parameters, 'title'),
  examples: [
    { title: 'A plain question', with: { title: 'Publish the report?' } },
    {
      title: 'With a form and a deadline',
      with: {
        title: 'Send {{ size(tasks.invoices.output) }} invoices?',
        message: 'The total is **{{ tasks.sum.output }}**.',
        form: { reason: { type: 'string', title: 'Reason', required: false } },
        approvers: ['anna', 'ben'],
        timeout: '2d',
        onTimeout: 'reject',
      },
    },
  ],
};
