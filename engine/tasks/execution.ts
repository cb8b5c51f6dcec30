import type { Blobs, Files, LogLevel, Processes, Scripts } from '../ports.ts';
import type { TaskManifest } from '../workflow/catalog.ts';
import type { Failure } from '../workflow/failure.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import type { Input } from '../workflow/schema.ts';

/** Why a task waits without using anything. */
export type WaitCause =
  | { readonly kind: 'timer' /** Milliseconds since the epoch. */; readonly until: number }
  | {
      readonly kind: 'approval';
      readonly title: string;
      readonly message: string;
      readonly form: { readonly [name: string]: Input };
      /** Empty: anyone may decide. */
      readonly approvers: readonly string[];
      /** Milliseconds since the epoch. */
      readonly expiresAt?: number;
      readonly onTimeout: 'fail' | 'approve' | 'reject';
    }
  | { readonly kind: 'call'; readonly workflow: string; readonly inputs: JsonObject; readonly wait: boolean };

/** How an attempt ended, or what it waits for. */
export type Outcome =
  | { readonly type: 'succeeded'; readonly output: Json /** A port of the type, besides `done`. */; readonly port?: string }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'waiting'; readonly cause: WaitCause }
  | { readonly type: 'stop'; readonly status: 'succeeded' | 'canceled'; readonly message: string };

/** What an attempt may use. Everything outside comes through here. */
export type TaskContext = {
  readonly run: { readonly id: string; readonly workflow: string };
  /** Path of the task in the run: `store[3].upsert`. */
  readonly path: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** Aborted by timeout and cancel. An execution returns soon after, with whatever it made cleaned up. */
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: (level: LogLevel, text: string) => void;
  readonly files: Files;
  readonly processes: Processes;
  readonly scripts: Scripts;
  readonly blobs: Blobs;
  readonly network: NetworkPolicy;
  /** Programs that `permissions.commands` allows; null: any. */
  readonly allowedCommands: readonly string[] | null;
  /**
   * Evaluates the source of an item expression (`{{ … }}` or a literal) with more variables in scope.
   * A bad expression gives a failure with code `expression_failed`.
   */
  readonly evaluate: (source: Json, variables: { readonly [name: string]: Json }) => Json;
  /** Shows a desktop notification where there is a desktop; says whether it was shown. */
  readonly notifyDesktop: (title: string, text: string) => Promise<boolean>;
};

export type NetworkPolicy = {
  /** Hosts that `permissions.hosts` allows; null: any. */
  readonly allowedHosts: readonly string[] | null;
  /** Whether loopback and private address ranges may be reached. Link-local and metadata addresses never are. */
  readonly privateRanges: 'allow' | 'deny';
  /** The engine's own listening ports on loopback, never reached. */
  readonly ownPorts: readonly number[];
};

/**
 * A task type that can run. `execute` gets parameters that were resolved and parsed by the manifest's schema. Expected failures come
 * back as outcomes (or are thrown as `TaskFailure`); anything else that is thrown is reported as a bug. It may answer at once,
 * without a promise: pure types do.
 */
export type TaskType<P = never> = {
  readonly manifest: TaskManifest;
  readonly execute: (parameters: P, context: TaskContext) => Outcome | Promise<Outcome>;
};

/** An expected failure on its way out of a deep call. */
export class TaskFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'TaskFailure';
    this.failure = failure;
  }
}

export function succeeded(output: Json, port?: string): Outcome {
  return port === undefined ? { type: 'succeeded', output } : { type: 'succeeded', output, port };
}

export function failed(failure: Failure): Outcome {
  return { type: 'failed', failure };
}
