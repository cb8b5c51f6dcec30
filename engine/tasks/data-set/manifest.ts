import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { jsonParameter } from '../files/json-parameter.ts';

export const dataSetParameters = z.strictObject({
  values: z
    .record(z.string(), jsonParameter)
    .meta({ title: 'Values', description: 'Names and their values.', widget: 'keyValue', examples: [{ day: '{{ run.slot.date }}' }] }),
});
export type DataSetParameters = z.infer<typeof dataSetParameters>;

export const dataSetManifest: TaskManifest = {
  type: 'data.set',
  version: 1,
  title: 'Set values',
  category: 'data',
  icon: 'variable',
  summary: 'Names values, so that later tasks can read them.',
  docs: `Gives its \`values\`, with the expressions in them resolved. Later tasks read them as \`tasks.<id>.output.<name>\`.

It has no failure codes of its own: an expression that cannot be resolved fails with \`expression_failed\`.`,
  parameters: dataSetParameters,
  ports: () => [],
  effects: 'pure',
  idempotent: true,
  capabilities: () => [],
  describe: (parameters) => {
    const values = Object.hasOwn(parameters, 'values') ? parameters.values : null;
    return typeof values === 'object' && values !== null && !Array.isArray(values) ? Object.keys(values).join(', ') : '';
  },
  examples: [
    { title: 'Two constants', with: { values: { currency: 'EUR', limit: 100 } } },
    { title: 'A value from an input', with: { values: { greeting: 'Hello {{ inputs.name }}', recipients: ['a@example.test'] } } },
  ],
};
