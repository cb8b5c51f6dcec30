import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { describeCode } from '../flow/describe-parameter.ts';
import { commandCapability } from '../processes/program-parameters.ts';
import { secretCapabilities } from '../secret-capabilities.ts';

export const scriptPythonParameters = z.strictObject({
  code: z
    .string()
    .min(1)
    .max(1_000_000)
    .meta({
      title: 'Code',
      description: 'The body of a function: `input` is in scope, and what it returns is the output.',
      widget: 'code',
      examples: ['return [order for order in input if order["total"] > 100]'],
    }),
  input: z
    .json()
    .default(null)
    .meta({
      title: 'Input',
      description: 'What the code sees as `input`.',
      widget: 'json',
      examples: ['{{ tasks.fetch.output.body }}'],
    }),
  interpreter: z
    .string()
    .min(1)
    .optional()
    .meta({
      title: 'Interpreter',
      description: 'Name or path of Python 3.8 or newer, for instance that of a virtual environment. By default python3, then python.',
      widget: 'path',
      examples: ['.venv/bin/python'],
    }),
  memoryMb: z.int().min(64).max(1_000_000).default(1024).meta({
    title: 'Memory',
    description: 'How much memory it may take, in MB. Enforced on Linux and macOS.',
    widget: 'number',
  }),
});
export type ScriptPythonParameters = z.infer<typeof scriptPythonParameters>;

export const scriptPythonManifest: TaskManifest = {
  type: 'script.python',
  version: 1,
  title: 'Python',
  category: 'script',
  icon: 'file-code',
  summary: "Runs Python in a process of its own, with the system's interpreter.",
  docs: `Runs Python with the interpreter of this machine, in a process of its own, isolated (\`-I\`) and without the engine's environment. \`input\` is in scope; what the code returns is the output, and code that returns nothing gives \`null\`. Imports work inside of the code, with all that is installed for the interpreter.

What it prints goes to the log of the task. Unlike \`script.js\` it is no sandbox: it may read files and reach the network as you may. When the attempt times out or is canceled, the process and everything it has started end.

Hand values over by \`input\`. An expression inside of \`code\` becomes part of the program, and text that it holds could change what the program does.

Failure codes:
- \`interpreter_not_found\`: there is no Python; the message says what to install or set.
- \`script_failed\`: the code raised, is no Python, or ended the process; details hold \`line\` and \`traceback\`.
- \`result_not_json\`: the result holds something that JSON cannot. The message names the place.
- \`script_memory\`: it wanted more than \`memoryMb\`.
- \`command_not_allowed\`: \`permissions.commands\` of the workflow lists neither the interpreter nor \`python3\` or \`python\`.`,
  parameters: scriptPythonParameters,
  ports: () => [],
  effects: 'external',
  idempotent: false,
  capabilities: (parameters) => {
    const interpreter = Object.hasOwn(parameters, 'interpreter') ? parameters.interpreter : undefined;
    return [...commandCapability(interpreter ?? 'python3'), ...secretCapabilities(parameters)];
  },
  describe: (parameters) => describeCode(parameters),
  examples: [
    {
      title: 'Filter a list',
      with: { code: 'return [order for order in input if order["total"] > 100]', input: '{{ tasks.fetch.output.body }}' },
    },
    {
      title: 'With a virtual environment',
      with: { code: 'import statistics\nreturn {"mean": statistics.mean(input)}', input: [1, 2, 6], interpreter: '.venv/bin/python' },
    },
  ],
};
