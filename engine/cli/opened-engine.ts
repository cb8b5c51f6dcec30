// What commands work with: an engine in this process, or one in another that has the data directory.
import type { Engine, LogQuery, RunMessage, Runs, WaitingApproval } from '../host/engine.ts';
import type { LogLine } from '../ports.ts';
import type { RunEvent } from '../run/event.ts';
import type { Failure } from '../workflow/failure.ts';

type Same =
  | 'startRun'
  | 'preview'
  | 'cancel'
  | 'pause'
  | 'resume'
  | 'continue'
  | 'decide'
  | 'whenFinished'
  | 'removeRuns'
  | 'secrets'
  | 'environments'
  | 'tasks'
  | 'fault';

type LogFilter = Pick<LogQuery, 'task' | 'level'>;

export type OpenedRuns = Pick<Runs, 'list' | 'statistics' | 'get' | 'events' | 'definition'> & {
  readonly logs: (id: string, filter?: LogFilter) => Promise<readonly LogLine[]>;
  /** What is there, and then what comes until the run has ended. Where no engine has the directory, nothing comes. */
  readonly followLogs: (id: string, filter: LogFilter) => AsyncIterable<LogLine>;
};

export type OpenedEngine = Pick<Engine, Same> & {
  readonly runs: OpenedRuns;
  readonly workflows: Pick<Engine['workflows'], 'list' | 'get' | 'save' | 'delete'>;
  readonly approvals: () => Promise<readonly WaitingApproval[]>;
  /** To be opened before a run is started or brought on: what happens between that and following must not be missed. */
  readonly openFeed: () => Feed;
  /** Ends what runs in this process at once. What another process runs is left to it. */
  readonly kill: () => Promise<void>;
  /** The other process, in words; null: the engine is this one. */
  readonly owner: string | null;
};

/** What can be read without an engine, too. */
export type Reader = Pick<OpenedEngine, 'runs'> & {
  readonly workflows: Pick<Engine['workflows'], 'list' | 'get'>;
  readonly secrets: Pick<Engine['secrets'], 'names'>;
  readonly environments: Pick<Engine['environments'], 'list'>;
};

export type FollowFrom = {
  /** `seq` of the last event that is known. */
  readonly after: number;
  /** Events behind that one which have been read already. */
  readonly read: readonly RunEvent[];
};

export type Feed = {
  /** Tells of the run from there on, and of runs that it called; repetitions are possible. Called once. */
  readonly listen: (run: string, from: FollowFrom, listener: (message: RunMessage) => void) => void;
  /** Resolves when all of the run has been told, once it has ended. */
  readonly whenTold: () => Promise<void>;
  readonly close: () => void;
};

/** The engine that carried out a run in another process has ended; the run goes on wherever an engine starts next. */
export class LostEngine extends Error {
  readonly run: string;
  /** `seq` of the last event that was shown. */
  readonly knownSeq: number;
  constructor(run: string, knownSeq: number, failure: Failure) {
    super(failure.message);
    this.name = 'LostEngine';
    this.run = run;
    this.knownSeq = knownSeq;
  }
}

/** The runs of an engine in this process, or of files. */
export function openedRuns(runs: Runs): OpenedRuns {
  return {
    ...runs,
    logs: async (id, filter) => (await runs.logs(id, filter)).lines.map(({ line }) => line),
    followLogs: async function* (id, filter) {
      for await (const { line } of runs.followLogs(id, filter, new AbortController().signal)) yield line;
    },
  };
}
