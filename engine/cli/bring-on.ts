// Goes on with a run of an earlier process.
import type { RunRecord } from '../run/view.ts';
import type { Failure } from '../workflow/failure.ts';
import type { Result } from '../workflow/result.ts';
import { CliError } from './cli-error.ts';
import { note } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { goingOn } from './going-on.ts';
import type { OpenedEngine } from './opened-engine.ts';
import type { OutputOptions } from './output-options.ts';
import { refusal } from './refusal.ts';
import { showRun } from './run-output.ts';

type Options = OutputOptions & { readonly dataDir?: string; readonly detach?: boolean };

/** Opens the engine, lets `act` do something to the run, and shows the run until it ends or stands still. */
export async function bringOn(
  id: string,
  options: Options,
  act: (engine: OpenedEngine, record: RunRecord) => Promise<Result<unknown, Failure>>,
): Promise<ExitCode> {
  return await goingOn(options, { dataDir: options.dataDir, isQuiet: true }, async (engine) => {
    const record = await engine.runs.get(id);
    if (!record) throw new CliError(`There is no run ${id}. All of them: millrace runs list`);
    if (record.finishedAt !== null)
      throw new CliError(`Run ${id} has ended (${record.status}). Start a new one with: millrace runs rerun ${id}`);
    const knownSeq = (await engine.runs.events(id)).at(-1)?.seq ?? 0;
    const feed = engine.openFeed();
    const done = await act(engine, record);
    if (!done.ok) throw refusal(done.failure);
    if (!options.detach) return await showRun(id, feed, { engine, options, knownSeq });
    if (engine.owner !== null) note(`Recorded. Run ${id} goes on in ${engine.owner}.`);
    else note(`Recorded. Run ${id} goes on at the next start of an engine, or with: millrace runs resume ${id}`);
    return exitCode.ok;
  });
}
