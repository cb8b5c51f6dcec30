import { runStatus } from '../run/view.ts';
import type { EngineLoad } from './engine.ts';
import type { LiveRun } from './live-run.ts';

/** Counts the runs that have not ended. */
export function loadOf(runs: Iterable<LiveRun>): EngineLoad {
  let [running, waiting, queued] = [0, 0, 0];
  for (const { run } of runs) {
    const status = runStatus(run);
    if (status === 'running') running += 1;
    else if (status === 'queued') queued += 1;
    else if (status === 'waiting' || status === 'paused') waiting += 1;
  }
  return { running, waiting, queued };
}
