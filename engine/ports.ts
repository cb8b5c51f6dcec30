// The outside world as interfaces. The engine reaches clocks, disks, processes and the network through these alone,
// so that tests can stand in for them and fail them one call at a time.
import type { Json } from './workflow/json.ts';

/** Milliseconds since the epoch. */
export type Clock = {
  readonly now: () => number;
  /** Calls back once, not before `at`; may be late. Returns a function that cancels it. */
  readonly wakeAt: (at: number, callback: () => void) => () => void;
};

export type Random = {
  /** Hexadecimal text of `bytes` random bytes from a cryptographic source. */
  readonly hex: (bytes: number) => string;
};

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One line of a task's log. `at` is in milliseconds since the epoch. */
export type LogLine = {
  readonly at: number;
  readonly level: LogLevel;
  readonly task: string;
  readonly attempt: number;
  readonly text: string;
};

/** A large value kept outside the journal. `hash` is the SHA-256 of its bytes. */
export type BlobRef = { readonly hash: string; readonly sizeBytes: number; readonly mediaType: string };

export type Blobs = {
  readonly put: (bytes: Uint8Array, mediaType: string) => Promise<BlobRef>;
  /** Null when there is no such blob. */
  readonly get: (hash: string) => Promise<Uint8Array | null>;
};

/** Values of secrets by name. They never enter definitions, events, results or logs. */
export type Secrets = {
  readonly names: () => Promise<readonly string[]>;
  readonly get: (name: string) => Promise<string | null>;
};

export type SpawnRequest = {
  /** Program and arguments; no shell is involved. */
  readonly command: readonly string[];
  readonly cwd: string;
  /** The whole environment of the process: nothing is inherited. */
  readonly env: { readonly [name: string]: string };
  readonly stdin: string | Uint8Array | null;
  readonly onStdout: (chunk: Uint8Array) => void;
  readonly onStderr: (chunk: Uint8Array) => void;
  /** On abort the whole process tree gets TERM, then KILL after `graceMs`. */
  readonly signal: AbortSignal;
  readonly graceMs: number;
};

export type SpawnResult =
  | { readonly type: 'exited'; readonly exitCode: number }
  | { readonly type: 'signaled'; readonly signal: string }
  | { readonly type: 'not_started'; readonly reason: 'not_found' | 'not_permitted' | 'bad_folder' | 'other'; readonly message: string };

export type Processes = {
  /** Resolves when the process and everything it started has ended. Never rejects. */
  readonly run: (request: SpawnRequest) => Promise<SpawnResult>;
  /** Environment variables that child processes may see (PATH, HOME, LANG, TZ, TMPDIR …), never the engine's secrets. */
  readonly baseEnv: () => { readonly [name: string]: string };
};

export type ScriptRequest = {
  readonly code: string;
  readonly input: Json;
  readonly memoryBytes: number;
  readonly stackBytes: number;
  readonly timeoutMs: number;
  readonly onLog: (level: LogLevel, text: string) => void;
  readonly signal: AbortSignal;
};

export type ScriptResult =
  | { readonly type: 'returned'; readonly value: Json }
  | { readonly type: 'threw'; readonly message: string; readonly line?: number }
  /** It returned something that JSON cannot hold; the message names the place. */
  | { readonly type: 'not_json'; readonly message: string }
  | { readonly type: 'limit'; readonly limit: 'memory' | 'time' | 'stack' }
  | { readonly type: 'aborted' };

/** Runs JavaScript in a fresh sandbox with no host objects. */
export type Scripts = { readonly run: (request: ScriptRequest) => Promise<ScriptResult> };

/** Files inside the folders a workflow may use. Every path is resolved, links included, and refused outside of them. */
export type Files = {
  /**
   * Absolute path for `path` (relative to the workflow's folder). Fails with code `path_not_allowed` outside the allowed folders;
   * symbolic links are followed before the check.
   */
  readonly resolve: (path: string, intent: 'read' | 'write') => Promise<string>;
  /** The folder that relative paths start from. */
  readonly folder: string;
};
