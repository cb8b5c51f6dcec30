import * as z from 'zod';
import type { Capability, ParameterProblem, TaskManifest } from '../../workflow/catalog.ts';
import type { JsonObject } from '../../workflow/json.ts';
import { describeValue } from '../flow/describe-parameter.ts';
import { ownParameter } from '../parameter-problems.ts';
import { commandCapability, wordParameter } from '../processes/program-parameters.ts';
import { secretCapabilities } from '../secret-capabilities.ts';
import { insertIntoShell } from './quote.ts';
import { shellTextProblems } from './shell-text.ts';

export const shellCommandParameters = z
  .strictObject({
    command: z
      .array(wordParameter)
      .min(1)
      .max(10_000)
      .refine(([program]) => typeof program === 'string' && program !== '', 'the first element is the program, and may not be empty')
      .optional()
      .meta({
        title: 'Command',
        description: 'The program and its arguments, one per element. No shell reads them, so nothing needs quotes. Give this or `shell`.',
        widget: 'list',
        examples: [['git', 'clone', '--depth', '1', '{{ inputs.url }}']],
      }),
    shell: z
      .string()
      .min(1)
      .max(100_000)
      .optional()
      .meta({
        title: 'Shell text',
        description:
          'A script for `/bin/sh`. Values of expressions are quoted by the engine, so write expressions outside of quotes. Give this or `command`.',
        widget: 'code',
        examples: ['sort {{ tasks.list.output.path }} | uniq -c'],
      }),
    cwd: z
      .string()
      .min(1)
      .optional()
      .meta({
        title: 'Folder',
        description: "Where it starts. By default the workflow's own folder.",
        widget: 'path',
        examples: ['build'],
      }),
    env: z
      .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be letters, digits and _, not starting with a digit'), wordParameter)
      .default({})
      .meta({
        title: 'Environment',
        description: 'Environment variables. Besides these it sees only PATH, HOME, the language, the time zone and the like.',
        widget: 'keyValue',
        examples: [{ TOKEN: '{{ secrets.TOKEN }}' }],
      }),
    stdin: z
      .json()
      .optional()
      .meta({
        title: 'Input',
        description: 'What it reads from its standard input: text as it is, any other value as JSON.',
        widget: 'multiline',
        examples: ['{{ tasks.fetch.output.body }}'],
      }),
    parse: z.enum(['text', 'lines', 'json']).default('text').meta({
      title: 'Read output as',
      description: 'What becomes of the standard output: text as it is, a list of lines, or the value of JSON.',
      widget: 'choice',
    }),
    expectExitCodes: z
      .array(z.int().min(0).max(4_294_967_295))
      .min(1)
      .default([0])
      .meta({ title: 'Expected exit codes', description: 'Any other fails the task.', widget: 'list', examples: [[0, 1]] }),
    maxOutputBytes: z.int().min(1).max(500_000_000).default(10_000_000).meta({
      title: 'Largest output',
      description: 'How many bytes of each output are kept for the result; more is cut, with a warning. The log goes on.',
      widget: 'number',
    }),
  })
  .refine((parameters) => (parameters.command === undefined) !== (parameters.shell === undefined), 'give either `command` or `shell`');
export type ShellCommandParameters = z.infer<typeof shellCommandParameters>;

export const shellCommandManifest: TaskManifest = {
  type: 'shell.command',
  version: 1,
  title: 'Run a command',
  category: 'script',
  icon: 'terminal',
  summary: 'Runs a program, or a text for the shell.',
  docs: `Runs a program with a list of arguments (\`command\`), or a text for \`/bin/sh\` (\`shell\`). Prefer the list: no character in it has a special meaning.

In shell text the engine puts every value in quotes, and a list as one word per element. Write \`cp {{ inputs.file }} /tmp\`, not \`cp "{{ inputs.file }}" /tmp\`: an expression inside quotes, in a comment, in a here-document or in an expansion is refused, because there its value could become a command.

The environment is empty but for \`env\` and what programs need (\`PATH\`, \`HOME\`, language, time zone, folder for temporary files). Both outputs go to the log line by line as they come.

The output is \`{ exitCode, stdout, stderr }\`, with \`stdout\` as \`parse\` says. When the attempt times out or is canceled, the program and everything it has started get TERM, and KILL 5 seconds later. So does what it leaves running in the background at its own end.

Failure codes:
- \`exit_code\`: the exit code is not among \`expectExitCodes\`; details hold \`exitCode\`.
- \`command_not_found\`: there is no such program.
- \`not_permitted\`: it is not executable.
- \`folder_not_found\`: \`cwd\` is no folder. \`path_not_allowed\`: it is outside the allowed folders.
- \`command_not_allowed\`: \`permissions.commands\` of the workflow does not list it (\`sh\` for shell text).
- \`unsafe_shell_text\`: an expression stands where quotes do not protect.
- \`output_not_json\`: \`parse\` is \`json\` and the output is something else.
- \`killed_by_signal\`: somebody else ended it; details hold \`signal\`.
- \`not_started\`: the system could not start it, for instance because arguments are too long.`,
  parameters: shellCommandParameters,
  check: checkShell,
  output: z.object({ exitCode: z.int(), stdout: z.unknown(), stderr: z.string() }),
  ports: () => [],
  effects: 'external',
  idempotent: false,
  capabilities: (parameters) => [...programs(parameters), ...folders(parameters), ...secretCapabilities(parameters)],
  quoting: { shell: insertIntoShell },
  describe: (parameters) => {
    if (!Object.hasOwn(parameters, 'command')) return Object.hasOwn(parameters, 'shell') ? describeValue(parameters.shell) : '';
    return describeValue(Array.isArray(parameters.command) ? parameters.command.join(' ') : parameters.command);
  },
  examples: [
    { title: 'A program with arguments', with: { command: ['git', 'log', '--oneline', '-n', '5'], cwd: 'repository', parse: 'lines' } },
    { title: 'Shell text with a value', with: { shell: 'sort {{ inputs.file }} | uniq -c | sort -rn | head -n 10', parse: 'lines' } },
    { title: 'JSON in, JSON out', with: { command: ['jq', '.items | length'], stdin: '{{ tasks.fetch.output.body }}', parse: 'json' } },
  ],
};

function checkShell(parameters: JsonObject): readonly ParameterProblem[] {
  const shell = ownParameter(parameters, 'shell');
  const isGiven = shell !== undefined;
  if (isGiven === (ownParameter(parameters, 'command') !== undefined)) return [{ path: [], message: 'Give either `command` or `shell`.' }];
  return typeof shell === 'string' ? shellTextProblems(shell).map((problem) => ({ path: ['shell'], ...problem })) : [];
}

function programs(parameters: JsonObject): readonly Capability[] {
  if (Object.hasOwn(parameters, 'shell')) return [{ kind: 'command', value: 'sh' }];
  const command = Object.hasOwn(parameters, 'command') ? parameters.command : undefined;
  return commandCapability(Array.isArray(command) ? command[0] : command);
}

function folders(parameters: JsonObject): readonly Capability[] {
  const cwd = Object.hasOwn(parameters, 'cwd') ? parameters.cwd : undefined;
  if (typeof cwd !== 'string' || cwd === '') return [];
  return [{ kind: 'folder', value: cwd.includes('{{') ? '*' : cwd }];
}
