// Goes on with a run of an earlier process.
import type { Engine } from '../host/engine.ts';
import type { RunRecord } from '../run/view.ts';
import type { Failure } from '../workflow/failure.ts';
import type { Result } from '../workflow/result.ts';
import { CliError } from './cli-error.ts';
import { note } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { refusal, withEngine } from './open-engine.ts';
import type { OutputOptions } from './output-options.ts';
import { showRun } from './run-output.ts';
import { openFeed } from './watch/follow-run.ts';

type Options = OutputOptions & { readonly dataDir?: string; readonly detach?: boolean };

/** Opens the engine, lets `act` do something to the run, and shows the run until it ends or stands still. */
export async function bringOn(
  id: string,
  options: Options,
  act: (engine: Engine, record: RunRecord) => Promise<Result<unknown, Failure>>,
): Promise<ExitCode> {
  return await withEngine({ dataDir: options.dataDir, isQuiet: true }, async (engine) => {
    const record = await engine.runs.get(id);
    if (!record) throw new CliError(`There is no run ${id}. All of them: millrace runs list`);
    if (record.finishedAt !== null)
      throw new CliError(`Run ${id} has ended (${record.status}). Start a new one with: millrace runs rerun ${id}`);
    const knownSeq = (await engine.runs.events(id)).at(-1)?.seq ?? 0;
    const feed = openFeed(engine);
    const done = await act(engine, record);
    if (!done.ok) throw refusal(done.failure);
    if (!options.detach) return await showRun(id, feed, { engine, options, knownSeq });
    note(`Recorded. Run ${id} goes on at the next start of an engine, or with: millrace runs resume ${id}`);
    return exitCode.ok;
  });
}
