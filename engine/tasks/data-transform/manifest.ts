import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import type { JsonObject } from '../../workflow/json.ts';
import { jsonElement, jsonParameter } from '../files/json-parameter.ts';

const expression = z.string().max(10_000).regex(/\{\{/, 'must hold an expression over the item: "{{ item.name }}"');
const outputName = z
  .string()
  .regex(
    /^(?!(?:__proto__|constructor|prototype|key)$)[^\s]{1,200}$/u,
    'must be a name without spaces, and not "key", which holds the key of the group',
  );

const aggregate = z.union([
  z.strictObject({ count: z.union([expression, z.literal(true)]) }),
  z.strictObject({ sum: expression }),
  z.strictObject({ avg: expression }),
  z.strictObject({ min: expression }),
  z.strictObject({ max: expression }),
  z.strictObject({ first: expression }),
  z.strictObject({ last: expression }),
  z.strictObject({ list: expression }),
]);
export type Aggregate = z.infer<typeof aggregate>;

const sortKey = z.union([
  expression,
  z.strictObject({
    by: expression.meta({ title: 'By', description: 'What is compared.' }),
    order: z.enum(['ascending', 'descending']).optional().meta({ title: 'Order', description: 'Default: ascending.' }),
  }),
]);
export type SortKey = z.infer<typeof sortKey>;

export const dataTransformParameters = z
  .strictObject({
    items: z
      .array(jsonElement)
      .meta({ title: 'Items', description: 'The list to work on.', widget: 'json', examples: ['{{ tasks.load.output }}'] }),
    where: z
      .union([z.string().max(10_000), z.boolean()])
      .optional()
      .meta({
        title: 'Where',
        description: '1. Keeps the items for which this is true.',
        widget: 'expression',
        examples: ['{{ item.total > 100.0 }}'],
      }),
    select: z
      .union([expression, z.record(outputName, jsonParameter)])
      .optional()
      .meta({
        title: 'Select',
        description: '2. What becomes of each item: an expression, or an object of them.',
        widget: 'json',
        examples: ['{{ item.name }}', { name: '{{ item.name }}', position: '{{ index }}' }],
      }),
    flatten: z.boolean().default(false).meta({
      title: 'Flatten',
      description: '3. Items that are lists are replaced by what is in them, one level deep.',
      widget: 'boolean',
    }),
    unique: z
      .union([z.literal(true), expression])
      .optional()
      .meta({
        title: 'Unique',
        description: '4. Keeps the first item of each key; `true` compares whole items.',
        widget: 'expression',
        examples: [true, '{{ item.id }}'],
      }),
    groupBy: expression.optional().meta({
      title: 'Group by',
      description: '5. Puts items with the same key together: `{ key, items }`, or `{ key, … }` with `aggregate`.',
      widget: 'expression',
      examples: ['{{ item.country }}'],
    }),
    aggregate: z
      .record(outputName, aggregate)
      .optional()
      .meta({
        title: 'Aggregate',
        description:
          'Fields of each group: `count` (how often the expression is true), `sum`, `avg`, `min`, `max`, `first`, `last`, `list`.',
        widget: 'json',
        examples: [{ orders: { count: true }, total: { sum: '{{ item.total }}' } }],
      }),
    sortBy: z
      .union([expression, z.array(sortKey).min(1).max(20)])
      .optional()
      .meta({
        title: 'Sort by',
        description: '6. Keys, the most important first; a leading `-` sorts downwards. After `groupBy`, `item` is the group.',
        widget: 'list',
        examples: ['{{ item.name }}', ['-{{ item.total }}', '{{ item.name }}']],
      }),
    offset: z.int().min(0).default(0).meta({ title: 'Offset', description: '7. Passes over so many at the start.', widget: 'number' }),
    limit: z.int().min(0).optional().meta({ title: 'Limit', description: '8. Gives at most so many.', widget: 'number' }),
  })
  .refine((parameters) => parameters.aggregate === undefined || parameters.groupBy !== undefined, {
    path: ['aggregate'],
    message: 'aggregate needs groupBy; to take all items together group by a constant: "{{ true }}"',
  });
export type DataTransformParameters = z.infer<typeof dataTransformParameters>;

const itemVariables = ['item', 'index'] as const;

export const dataTransformManifest: TaskManifest = {
  type: 'data.transform',
  version: 1,
  title: 'Transform list',
  category: 'data',
  icon: 'list-filter',
  summary: 'Filters, reshapes, groups and sorts a list.',
  docs: `Takes \`items\` through the steps that are given, always in this order:

1. \`where\` keeps the items for which the condition is true.
2. \`select\` makes something else of each item.
3. \`flatten\` replaces lists by what is in them.
4. \`unique\` keeps the first item of each key.
5. \`groupBy\` puts items with the same key together, in order of first appearance, with \`aggregate\` computed for each group.
6. \`sortBy\` sorts; items with equal keys keep their order. Null comes first, then false and true, numbers, texts (by character code), lists and objects.
7. \`offset\` and 8. \`limit\` take a part.

The expressions see \`item\`, what the steps before made of it, and \`index\`, its position there from 0. In \`sortBy\` after \`groupBy\`, \`item\` is the
group: \`{ key, items }\` or \`{ key, … }\` with the aggregated fields. In \`aggregate\`, \`item\` and \`index\` are those of the list that is grouped.

\`sum\`, \`avg\`, \`min\` and \`max\` pass over null; \`avg\`, \`min\` and \`max\` of nothing are null, \`sum\` is 0.

Output: the list.

Failure codes:
- \`expression_failed\`: an expression could not be evaluated, or does not give what its step needs; the item is named by its index.`,
  parameters: dataTransformParameters,
  output: z.array(z.json()),
  ports: () => [],
  effects: 'pure',
  idempotent: true,
  capabilities: () => [],
  itemExpressions: {
    where: itemVariables,
    select: itemVariables,
    unique: itemVariables,
    groupBy: itemVariables,
    aggregate: itemVariables,
    sortBy: itemVariables,
  },
  describe: describeSteps,
  examples: [
    {
      title: 'The three dearest names',
      with: {
        items: [{ name: 'a', total: 5 }],
        where: '{{ item.total > 1.0 }}',
        sortBy: '-{{ item.total }}',
        limit: 3,
        select: { name: '{{ item.name }}', total: '{{ item.total }}' },
      },
    },
    {
      title: 'Totals by country',
      with: {
        items: [{ country: 'DE', total: 5 }],
        groupBy: '{{ item.country }}',
        aggregate: { orders: { count: true }, total: { sum: '{{ item.total }}' } },
        sortBy: ['-{{ item.total }}'],
      },
    },
  ],
};

const steps = ['where', 'select', 'flatten', 'unique', 'groupBy', 'sortBy', 'limit'] as const;

function describeSteps(parameters: JsonObject): string {
  return steps.filter((step) => Object.hasOwn(parameters, step) && parameters[step] !== false).join(', ');
}
