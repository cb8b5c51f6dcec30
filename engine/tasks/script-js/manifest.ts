import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { describeCode } from '../flow/describe-parameter.ts';
import { durationParameter } from '../flow/duration-parameter.ts';
import { secretCapabilities } from '../secret-capabilities.ts';

export const scriptJsParameters = z.strictObject({
  code: z
    .string()
    .min(1)
    .max(1_000_000)
    .meta({
      title: 'Code',
      description: 'The body of a function: `input` is in scope, and what it returns is the output. It may await.',
      widget: 'code',
      examples: ['return input.orders.filter((order) => order.total > 100)'],
    }),
  input: z
    .json()
    .default(null)
    .meta({
      title: 'Input',
      description: 'What the code sees as `input`.',
      widget: 'json',
      examples: [{ orders: '{{ tasks.fetch.output.body }}' }],
    }),
  timeout: durationParameter.default('60s').meta({
    title: 'Timeout',
    description: 'How long it may run.',
    widget: 'duration',
    examples: ['5s'],
  }),
  memoryMb: z.int().min(1).max(1024).default(128).meta({
    title: 'Memory',
    description: 'How much memory its values may take, in MB.',
    widget: 'number',
  }),
});
export type ScriptJsParameters = z.infer<typeof scriptJsParameters>;

export const scriptJsManifest: TaskManifest = {
  type: 'script.js',
  version: 1,
  title: 'JavaScript',
  category: 'script',
  icon: 'braces',
  summary: 'Computes something in JavaScript, in a sandbox.',
  docs: `Runs JavaScript (ES2023) in a sandbox of its own: a fresh QuickJS without files, network, timers, modules or any object of the engine. \`input\` is in scope; what the code returns is the output, and a script that returns nothing gives \`null\`. \`await\` works.

\`console.log\`, \`info\`, \`debug\`, \`warn\` and \`error\` write to the log of the task.

Hand values over by \`input\`. An expression inside of \`code\` becomes part of the program, and text that it holds could change what the program does.

Failure codes:
- \`script_failed\`: the code threw, or is no JavaScript; details hold \`line\`.
- \`result_not_json\`: the result holds something that JSON cannot: a function, undefined, a BigInt, NaN, a Map, or itself. The message names the place.
- \`script_timeout\`: it ran longer than \`timeout\`.
- \`script_memory\`: it wanted more than \`memoryMb\`.
- \`script_stack\`: it recursed too deeply.`,
  parameters: scriptJsParameters,
  ports: () => [],
  effects: 'external',
  idempotent: true,
  capabilities: secretCapabilities,
  describe: (parameters) => describeCode(parameters),
  examples: [
    {
      title: 'Filter a list',
      with: { code: 'return input.orders.filter((order) => order.total > 100)', input: { orders: '{{ tasks.fetch.output.body }}' } },
    },
    {
      title: 'Within limits',
      with: { code: 'let sum = 0;\nfor (const n of input) sum += n;\nreturn { sum }', input: [1, 2, 3], timeout: '1s', memoryMb: 16 },
    },
  ],
};
