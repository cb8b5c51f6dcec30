// `millrace run`: from a file or an id to a run, or to a preview of one.
import { stat } from 'node:fs/promises';
import type { Pin, StartFailure, StartRequest, WorkflowSource } from '../host/engine.ts';
import type { Workflow } from '../workflow/schema.ts';
import { workflowIdPattern } from '../workflow/schema.ts';
import { type CheckedFile, loadFile, noteProblems } from './check-file.ts';
import { CliError } from './cli-error.ts';
import type { RunOptions } from './commands/run.ts';
import type { ExitCode } from './exit-code.ts';
import { gatherInputs } from './gather-inputs.ts';
import { goingOn } from './going-on.ts';
import type { OpenedEngine } from './opened-engine.ts';
import { showPreview } from './preview-text.ts';
import { refusal } from './refusal.ts';
import { showRun } from './run-output.ts';

type Rerun = NonNullable<StartRequest['rerun']>;

export async function runWorkflow(source: string | undefined, options: RunOptions): Promise<ExitCode> {
  const rerun = rerunOf(options);
  if (source === undefined && !rerun) throw new CliError('Name a workflow: a file, or the id of a stored one. See: millrace run --help');
  // A bad file is told before anything is opened.
  const file = source !== undefined && (await isFileName(source)) ? await loadFile(source) : null;
  const isQuiet = options.json || options.events || options.quiet;
  return await goingOn(options, { dataDir: options.dataDir, slots: options.slots, isQuiet }, async (engine) => {
    const chosen = file ?? (await storedWorkflow(engine, source, rerun));
    const request = await createRequest(engine, chosen, { options, rerun });
    return options.dryRun ? await preview(engine, request, options) : await start(engine, request, { options, place: chosen });
  });
}

function rerunOf({ fromFailed, fromTask }: RunOptions): Rerun | null {
  if (fromFailed !== undefined && fromTask !== undefined) throw new CliError('--from-failed and --from-task cannot go together.');
  if (fromFailed !== undefined) return { run: fromFailed, from: 'failed' };
  if (fromTask === undefined) return null;
  const [run, task] = [fromTask.slice(0, fromTask.indexOf(':')), fromTask.slice(fromTask.indexOf(':') + 1)];
  if (!fromTask.includes(':') || run === '' || task === '')
    throw new CliError(`--from-task wants run:task, such as 2f9c:store, not "${fromTask}".`);
  return { run, from: 'task', task };
}

/** An id has no dot and no slash, so that only a file without an extension could be taken for one. */
async function isFileName(source: string): Promise<boolean> {
  if (!workflowIdPattern.test(source)) return true;
  return await stat(source).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

/** A workflow, how the engine is told of it, and where its problems would be. */
type Chosen = { readonly workflow: Workflow; readonly source: WorkflowSource | null; readonly file: string; readonly text: string | null };

async function storedWorkflow(engine: OpenedEngine, id: string | undefined, rerun: Rerun | null): Promise<Chosen> {
  if (id === undefined && rerun) return await workflowOfRun(engine, rerun.run);
  const stored = await engine.workflows.get(id ?? '');
  if (!stored) throw new CliError(`There is no file and no stored workflow ${id}. Stored ones: millrace workflows list`);
  const file = `${stored.id} (stored)`;
  if (stored.workflow) return { workflow: stored.workflow, source: stored.id, file, text: stored.text };
  noteProblems(stored.problems, { file, source: stored.text });
  throw new CliError(`The stored workflow ${id} has errors. Correct it with: millrace workflows import`);
}

/** The run's own definition, which the engine runs again where that run was. To run a corrected workflow, name it. */
async function workflowOfRun(engine: OpenedEngine, run: string): Promise<Chosen> {
  const workflow = await engine.runs.definition(run);
  if (!workflow) throw new CliError(`There is no run ${run}. All of them: millrace runs list`);
  return { workflow, source: null, file: `the workflow of run ${run}`, text: null };
}

type Requested = { readonly options: RunOptions; readonly rerun: Rerun | null };

async function createRequest(engine: OpenedEngine, chosen: Chosen | FileChoice, { options, rerun }: Requested): Promise<StartRequest> {
  const before = rerun ? await engine.runs.get(rerun.run) : null;
  if (rerun && !before) throw new CliError(`There is no run ${rerun.run}. All of them: millrace runs list`);
  const given = await gatherInputs(chosen.workflow, options);
  const workflow = 'folder' in chosen ? { value: chosen.workflow, folder: chosen.folder } : chosen.source;
  return {
    ...(workflow === null ? {} : { workflow }),
    inputs: { ...before?.inputs, ...given },
    ...(options.env === undefined ? {} : { environment: options.env }),
    ...(rerun ? { rerun } : {}),
    ...choicesOf(options),
  };
}

function choicesOf({ upTo, break: breakpoints, pin = [] }: RunOptions): Pick<StartRequest, 'upTo' | 'breakpoints' | 'pins'> {
  return {
    ...(upTo === undefined ? {} : { upTo }),
    ...(breakpoints === undefined ? {} : { breakpoints }),
    ...(pin.length === 0 ? {} : { pins: Object.fromEntries(pin.map(pinOf)) }),
  };
}

const pinText = /^([^=]+)=([^=:]+)(?::(.+))?$/;

function pinOf(text: string): readonly [task: string, pin: Pin] {
  const [, task, run, path] = pinText.exec(text) ?? [];
  if (task === undefined || run === undefined) throw new CliError(`--pin wants task=run, such as store=2f9c, not "${text}".`);
  return [task, path === undefined ? { run } : { run, path }];
}

type FileChoice = CheckedFile & { readonly workflow: Workflow };

type Starting = { readonly options: RunOptions; readonly place: Chosen | FileChoice };

async function start(engine: OpenedEngine, request: StartRequest, { options, place }: Starting): Promise<ExitCode> {
  const feed = engine.openFeed();
  const started = await engine.startRun(request);
  if (!started.ok) throw refuse(started.failure, place);
  return await showRun(started.value.id, feed, { engine, options, knownSeq: 0 });
}

async function preview(engine: OpenedEngine, request: StartRequest, options: RunOptions): Promise<ExitCode> {
  const previewed = await engine.preview(request);
  if (!previewed.ok) throw refuse(previewed.failure, null);
  return showPreview(previewed.value, options);
}

/** Says what is wrong with inputs line by line, and with the workflow in its text. */
function refuse(failure: StartFailure, place: Starting['place'] | null): CliError {
  const problems = failure.problems ?? [];
  if (failure.code === 'invalid_inputs' && problems.length > 0) return new CliError(problems.map(({ message }) => message).join('\n'));
  const source = place === null ? null : 'folder' in place ? place.source : place.text;
  noteProblems(problems, { file: place?.file ?? 'workflow', source });
  return refusal(failure);
}
