// Runs tasks without side effects outside of an engine: for simulations and for the tests of a workflow.

import type { ComputePure, PureCall, PureOutcome } from '../run/evaluating-world.ts';
import type { Outcome, TaskContext } from '../tasks/execution.ts';
import { TaskFailure } from '../tasks/execution.ts';
import { taskTypes } from '../tasks/registry.ts';
import { type Failure, failureFromThrown } from '../workflow/failure.ts';

/** Null for what has side effects, and for calls of other workflows. */
export const computePure: ComputePure = (call) => {
  const type = taskTypes.get(call.manifest.type);
  if (type?.manifest.effects !== 'pure') return null;
  try {
    const outcome = type.execute(call.parameters as never, pureContext(call));
    return outcome instanceof Promise ? outcome.then(asPure, asFailure).then(orNotComputable) : asPure(outcome);
  } catch (thrown) {
    return asFailure(thrown);
  }
};

function asPure(outcome: Outcome): PureOutcome | null {
  if (outcome.type !== 'waiting') return outcome;
  const { cause } = outcome;
  return cause.kind === 'call' ? null : { type: 'waiting', cause };
}

function asFailure(thrown: unknown): PureOutcome {
  return { type: 'failed', failure: thrown instanceof TaskFailure ? thrown.failure : failureFromThrown(thrown) };
}

/** Calls answer without a promise, so nothing that came with one is null. */
function orNotComputable(outcome: PureOutcome | null): PureOutcome {
  return outcome ?? { type: 'failed', failure: failureFromThrown(new Error('a task without side effects asked for another run')) };
}

function pureContext(call: PureCall): TaskContext {
  return {
    run: { id: 'virtual', workflow: 'virtual' },
    path: call.path,
    attempt: call.attempt,
    signal: new AbortController().signal,
    now: () => call.nowMs,
    log: () => {},
    files: { folder: '', resolve: () => Promise.reject(unavailable('files')) },
    processes: { run: () => Promise.reject(unavailable('processes')), baseEnv: () => ({}) },
    scripts: { run: () => Promise.reject(unavailable('scripts')) },
    blobs: { put: () => Promise.reject(unavailable('blobs')), get: async () => null },
    network: { allowedHosts: [], privateRanges: 'deny', ownPorts: [] },
    allowedCommands: [],
    evaluate: (source, variables) => {
      const value = call.evaluate(source, variables);
      if (!value.ok) throw new TaskFailure(value.failure);
      return value.value;
    },
    notifyDesktop: async () => false,
  };
}

function unavailable(what: string): TaskFailure {
  const failure: Failure = { kind: 'bug', code: 'not_pure', message: `A task that claims to have no side effects uses ${what}` };
  return new TaskFailure(failure);
}
