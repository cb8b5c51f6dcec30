import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { jsonElement, jsonParameter } from '../files/json-parameter.ts';

export const dataValidateParameters = z.strictObject({
  value: jsonParameter.meta({
    title: 'Value',
    description: 'What is checked.',
    widget: 'json',
    examples: ['{{ tasks.fetch.output.body }}'],
  }),
  schema: z.union([z.boolean(), z.record(z.string(), jsonElement)]).meta({
    title: 'Schema',
    description: 'A JSON Schema, draft 2020-12. References stay inside it; patterns are in RE2 syntax.',
    widget: 'json',
    examples: [{ type: 'object', required: ['id'], properties: { id: { type: 'integer' } } }],
  }),
  onInvalid: z
    .enum(['fail', 'report'])
    .default('fail')
    .meta({ title: 'If it is invalid', description: '`fail` fails the task; `report` gives the errors as output.', widget: 'choice' }),
});
export type DataValidateParameters = z.infer<typeof dataValidateParameters>;

export const dataValidateManifest: TaskManifest = {
  type: 'data.validate',
  version: 1,
  title: 'Validate data',
  category: 'data',
  icon: 'shield-check',
  summary: 'Checks a value against a JSON Schema.',
  docs: `Checks a value by JSON Schema, draft 2020-12. The formats \`date\`, \`time\`, \`date-time\`, \`duration\`, \`email\`, \`hostname\`, \`ipv4\`, \`ipv6\`, \`uri\`,
\`uri-reference\`, \`uuid\`, \`json-pointer\` and \`relative-json-pointer\` are checked, others are remarks. Patterns run in linear time (RE2: no
lookaround, no backreferences). \`$dynamicRef\` is read as \`$ref\`. Nothing is ever loaded from elsewhere.

Output: the value. With \`onInvalid: "report"\`: \`{ valid, errors, value }\`; an error is \`{ path, keyword, message }\`, where \`path\` is a JSON Pointer
such as \`/orders/0/price\`. The first 50 errors are given.

Failure codes:
- \`invalid_value\`: the value does not fit. \`details.errors\` lists the errors.
- \`invalid_schema\`: the schema itself is wrong, or refers to something outside of it.
- \`validation_too_costly\`: the schema has too many nested choices for this value.`,
  parameters: dataValidateParameters,
  ports: () => [],
  effects: 'pure',
  idempotent: true,
  capabilities: () => [],
  examples: [
    {
      title: 'An order',
      with: {
        value: { id: 7 },
        schema: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } }, additionalProperties: false },
      },
    },
    {
      title: 'Report instead of failing',
      with: { value: ['a', 'b'], schema: { type: 'array', items: { type: 'number' } }, onInvalid: 'report' },
    },
  ],
};
