// Stays with a run when the engine that carries it out, in another process, goes away: the next one goes on with it, and if need be that is ours.
import { note } from './console.ts';
import type { ExitCode } from './exit-code.ts';
import { type EngineUse, withEngine } from './open-engine.ts';
import { LostEngine, type OpenedEngine } from './opened-engine.ts';
import type { OutputOptions } from './output-options.ts';
import { showRun } from './run-output.ts';

/** `work` starts or brings on a run and shows it. */
export async function goingOn(
  options: OutputOptions,
  use: EngineUse,
  work: (engine: OpenedEngine) => Promise<ExitCode>,
): Promise<ExitCode> {
  for (let next = work; ; ) {
    try {
      return await withEngine(use, next);
    } catch (thrown) {
      if (!(thrown instanceof LostEngine)) throw thrown;
      const { run, knownSeq } = thrown;
      note(`The engine that carried out run ${run} has ended; going on with it.`);
      next = (engine) => showRun(run, engine.openFeed(), { engine, options, knownSeq });
    }
  }
}
