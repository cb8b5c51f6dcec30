import type { Command } from 'commander';
import type { Simulation } from '../../run/simulate.ts';
import { formatDuration } from '../../workflow/duration.ts';
import { CliError } from '../cli-error.ts';
import { collect, createCommand, type JsonOptions, jsonOption, parseCount, perform, splitAssignment } from '../command.ts';
import { print, printJson } from '../console.ts';
import { readJsonFile } from '../documents.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { paintStatus } from '../terminal/status.ts';
import { styleFor } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';

type Options = JsonOptions & {
  readonly slots?: number;
  readonly durations?: string;
  readonly outcome?: readonly string[];
  readonly input?: readonly string[];
  readonly inputs?: string;
};

export function simulateCommand(): Command {
  const command = createCommand('simulate', 'Shows what a workflow would do and how long it would take, without doing anything', [
    ['millrace simulate orders.json --slots 4', 'on a virtual clock, four tasks at once'],
    [
      'millrace simulate orders.json --outcome fetch=failed --outcome check=no',
      'what happens when fetch fails and check takes its port no',
    ],
    ['millrace simulate orders.json --durations measured.json', 'with { "fetch": "30s", "store": 1200 } (durations, or milliseconds)'],
  ])
    .argument('<file>', 'a workflow file; - reads standard input')
    .option('--slots <n>', 'how many attempts at once; also the size of every pool (default: unlimited)', parseCount)
    .option('--durations <file>', 'JSON file: how long attempts take, by task path')
    .option('--outcome <task=outcome>', 'succeeded, failed, skipped, or a port of the task (repeatable)', collect)
    .option('-i, --input <name=value>', 'an input of the workflow (repeatable)', collect)
    .option('--inputs <file>', 'JSON file with inputs by name')
    .addOption(jsonOption('status, makespan and tasks'));
  return perform(command, runSimulation);
}

async function runSimulation(file: string, options: Options): Promise<ExitCode> {
  const [{ loadFile }, { simulate }, { taskCatalog }, { computePure }, { gatherInputs }, { virtualInputs }] = await Promise.all([
    import('../check-file.ts'),
    import('../../run/simulate.ts'),
    import('../../tasks/catalog.ts'),
    import('../compute-pure.ts'),
    import('../gather-inputs.ts'),
    import('../virtual-inputs.ts'),
  ]);
  const { workflow } = await loadFile(file);
  const simulation = simulate(workflow, taskCatalog, {
    ...(options.slots === undefined ? {} : { slots: options.slots }),
    ...(options.durations === undefined ? {} : { durations: await readDurations(options.durations) }),
    outcomes: Object.fromEntries((options.outcome ?? []).map((text) => splitAssignment(text, '--outcome'))),
    inputs: virtualInputs(workflow, { inputs: await gatherInputs(workflow, options), vars: {} }, file),
    compute: computePure,
  });
  if (options.json) printJson({ status: simulation.status, makespanMs: simulation.makespanMs, tasks: simulation.tasks });
  else print(simulationText(simulation));
  return simulation.status === 'failed' ? exitCode.failed : exitCode.ok;
}

async function readDurations(file: string): Promise<{ readonly [path: string]: number }> {
  const [{ isJsonObject }, { parseDuration }] = await Promise.all([import('../../workflow/json.ts'), import('../../workflow/duration.ts')]);
  const json = await readJsonFile(file, 64 * 1024 * 1024);
  if (!isJsonObject(json)) throw new CliError(`${file} must hold a JSON object: { "task": "30s" }.`);
  const entries = Object.entries(json).map(([path, value]): [string, number] => {
    const ms = typeof value === 'string' ? parseDuration(value) : value;
    if (typeof ms === 'number' && Number.isFinite(ms) && ms >= 0) return [path, ms];
    throw new CliError(`${file}: the duration of ${path} must be like "30s", or milliseconds, not ${JSON.stringify(value)}.`);
  });
  return Object.fromEntries(entries);
}

function simulationText(simulation: Simulation): string {
  const style = styleFor(process.stdout);
  const width = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
  const rows = Object.entries(simulation.tasks).map(([path, task]) => [
    { text: task.status, paint: (text: string) => paintStatus(task.status, text, style) },
    path,
    task.startMs === null ? '' : formatDuration(task.startMs),
    task.startMs === null || task.endMs === null ? '' : formatDuration(task.endMs - task.startMs),
    task.attempts > 1 ? `${task.attempts} attempts` : '',
    task.assumed ? 'assumed' : (task.skipped?.reason.replaceAll('_', ' ') ?? ''),
  ]);
  const lines = table([['status', 'task', 'starts after', 'takes', '', ''].map((text) => ({ text, paint: style.dim })), ...rows], width);
  const summary = `${paintStatus(simulation.status, simulation.status, style)} after ${formatDuration(simulation.makespanMs)}`;
  return [...lines, '', summary].join('\n');
}
