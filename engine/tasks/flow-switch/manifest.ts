import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { isJsonObject, type JsonObject } from '../../workflow/json.ts';
import { describeParameter } from '../flow/describe-parameter.ts';

/** As in a need (`route:eu`). The standard ports and `otherwise` are taken. */
const casePortPattern = /^(?!(?:done|failed|finished|otherwise)$)[a-z][a-z0-9_-]{0,63}$/;

const casePort = z
  .string()
  .regex(casePortPattern, 'a port has 1 to 64 of a-z, 0-9, _ and -, starts with a letter, and is not done, failed, finished or otherwise');

export const flowSwitchParameters = z.strictObject({
  value: z.json().meta({
    title: 'Value',
    description: 'What is compared with the cases.',
    widget: 'expression',
    examples: ['{{ tasks.fetch.output.status }}'],
  }),
  cases: z
    .record(casePort, z.json())
    .refine((cases) => Object.keys(cases).length > 0, 'give at least one case')
    .meta({
      title: 'Cases',
      description: 'Names of ports and the value that leads there. The first equal one is taken; type counts, so "5" is not 5.',
      widget: 'keyValue',
      examples: [{ ok: 200, missing: 404 }],
    }),
});
export type FlowSwitchParameters = z.infer<typeof flowSwitchParameters>;

export const flowSwitchManifest: TaskManifest = {
  type: 'flow.switch',
  version: 1,
  title: 'Switch',
  category: 'flow',
  icon: 'signpost',
  summary: 'Goes one of several ways, by a value.',
  docs: `Compares \`value\` with each case in the order of the document and reaches the port of the first that is equal. Objects are equal whatever the order of their keys; text never equals a number.

When no case is equal, the port \`otherwise\` is reached. What needs a port that was not reached is skipped.

The output is \`{ taken }\`, the name of the port. There are no failure codes of its own.`,
  parameters: flowSwitchParameters,
  output: z.object({ taken: z.string() }),
  ports: (parameters) => [...casePorts(parameters), 'otherwise'],
  effects: 'pure',
  idempotent: true,
  capabilities: () => [],
  describe: (parameters) => describeParameter(parameters, 'value'),
  examples: [
    { title: 'By the status of a response', with: { value: '{{ tasks.fetch.output.status }}', cases: { ok: 200, missing: 404 } } },
    { title: 'By a region', with: { value: '{{ inputs.region }}', cases: { europe: 'eu', america: 'us' } } },
  ],
};

function casePorts(parameters: JsonObject): string[] {
  const cases = Object.hasOwn(parameters, 'cases') ? parameters.cases : null;
  return isJsonObject(cases) ? Object.keys(cases).filter((name) => casePortPattern.test(name)) : [];
}
