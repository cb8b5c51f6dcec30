// Every built-in task type that can run. What the engine needs at once is here; what drags in libraries is loaded by its first use.
import type { TaskManifest } from '../workflow/catalog.ts';
import { dataSet } from './data-set/execute.ts';
import type { TaskType } from './execution.ts';
import { flowApproval } from './flow-approval/execute.ts';
import { flowBranch } from './flow-branch/execute.ts';
import { flowCall } from './flow-call/execute.ts';
import { flowFail } from './flow-fail/execute.ts';
import { flowStop } from './flow-stop/execute.ts';
import { flowSwitch } from './flow-switch/execute.ts';
import { flowWait } from './flow-wait/execute.ts';
import { logWrite } from './log-write/execute.ts';

/** `flow.*`, `data.*` and `log.write` answer without a promise; the rest is loaded on first use. */
const all: readonly TaskType[] = [flowBranch, flowSwitch, flowWait, flowApproval, flowCall, flowFail, flowStop, dataSet, logWrite];

/** By type. A parameter object given to `execute` has been parsed by the manifest's schema. */
export const taskTypes: ReadonlyMap<string, TaskType> = new Map(all.map((type) => [type.manifest.type, type]));

/** A task type whose code is loaded by its first attempt. */
export function loadLater<P>(manifest: TaskManifest, load: () => Promise<TaskType<P>>): TaskType<P> {
  return { manifest, execute: async (parameters, context) => (await load()).execute(parameters, context) };
}
