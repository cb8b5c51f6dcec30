import * as z from 'zod';
import type { Capability, TaskManifest } from '../../workflow/catalog.ts';
import type { JsonObject } from '../../workflow/json.ts';
import { workflowIdPattern } from '../../workflow/schema.ts';
import { describeParameter } from '../flow/describe-parameter.ts';
import { secretCapabilities } from '../secret-capabilities.ts';

export const flowCallParameters = z.strictObject({
  workflow: z
    .string()
    .regex(workflowIdPattern, 'must be the id of a workflow: 1 to 64 of a-z, 0-9 and -, starting with a letter')
    .meta({
      title: 'Workflow',
      description: 'The id of the workflow to run.',
      widget: 'text',
      examples: ['send-invoices'],
    }),
  inputs: z
    .record(z.string(), z.json())
    .default({})
    .meta({
      title: 'Inputs',
      description: 'Inputs of the called run; they are checked by the called workflow.',
      widget: 'keyValue',
      examples: [{ day: '{{ inputs.day }}' }],
    }),
  wait: z.boolean().default(true).meta({
    title: 'Wait for it',
    description: 'Whether to wait for its end and give its outputs, or to go on as soon as it has been created.',
    widget: 'boolean',
  }),
});
export type FlowCallParameters = z.infer<typeof flowCallParameters>;

export const flowCallManifest: TaskManifest = {
  type: 'flow.call',
  version: 1,
  title: 'Call a workflow',
  category: 'flow',
  icon: 'workflow',
  summary: 'Runs another workflow, and waits for its outputs.',
  docs: `Starts a run of another workflow with \`inputs\`. With \`wait\` (the default) it waits for the end, using nothing, and its output is the called run's outputs. Without, its output is \`{ run }\`, the id of the run that was created.

Canceling the calling run cancels a called run that is waited for.

Failure codes:
- \`workflow_not_found\`: there is no workflow with that id.
- \`invalid_inputs\`: the called workflow refused the inputs.
- \`called_run_failed\`: the called run failed or was canceled; details hold its id.
- \`called_run_lost\`: nothing is known of the called run any more, because its files are gone.
- \`call_too_deep\`: workflows call each other in circles.`,
  parameters: flowCallParameters,
  ports: () => [],
  effects: 'external',
  idempotent: true,
  capabilities: (parameters) => [...calledWorkflow(parameters), ...secretCapabilities(parameters)],
  describe: (parameters) => describeParameter(parameters, 'workflow'),
  examples: [
    { title: 'Use its outputs', with: { workflow: 'send-invoices', inputs: { day: '{{ inputs.day }}' } } },
    { title: 'Start it and go on', with: { workflow: 'clean-up', wait: false } },
  ],
};

function calledWorkflow(parameters: JsonObject): Capability[] {
  const id = Object.hasOwn(parameters, 'workflow') ? parameters.workflow : undefined;
  if (typeof id !== 'string' || id === '') return [];
  return [{ kind: 'workflow', value: id.includes('{{') ? '*' : id }];
}
