import { createHash } from 'node:crypto';
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConfinedFiles } from '../../adapters/confined-files.ts';
import type { Blobs, LogLevel } from '../../ports.ts';
import { evaluateValue } from '../../workflow/expression/evaluate.ts';
import type { Json } from '../../workflow/json.ts';
import { type TaskContext, TaskFailure } from '../execution.ts';

export type TestContext = TaskContext & { readonly logs: { readonly level: LogLevel; readonly text: string }[] };

/**
 * A context for running one task in a test: real files confined to `folder` (a fresh temporary one when absent; its path is
 * `context.files.folder`), blobs in memory, a signal that never aborts, logs collected, item expressions evaluated with nothing but their
 * own variables. Whatever else a task needs is given by `overrides`
 * and throws "not provided" until then.
 */
export function createTestContext(overrides: Partial<TaskContext> & { readonly folder?: string } = {}): TestContext {
  const { folder = createTemporaryFolder(), ...rest } = overrides;
  const logs: { level: LogLevel; text: string }[] = [];
  return {
    run: { id: 'run-1', workflow: 'test' },
    path: 'task',
    attempt: 1,
    signal: new AbortController().signal,
    now: () => Date.now(),
    log: (level, text) => {
      logs.push({ level, text });
    },
    files: createConfinedFiles({ folder, allowed: [] }),
    processes: { run: notProvided('processes.run'), baseEnv: () => ({}) },
    scripts: { run: notProvided('scripts.run') },
    blobs: createMemoryBlobs(),
    network: { allowedHosts: null, privateRanges: 'allow', ownPorts: [] },
    allowedCommands: null,
    evaluate: evaluateOrThrow,
    notifyDesktop: async () => false,
    ...rest,
    logs,
  };
}

/** Below the system's temporary folder, links resolved. The operating system cleans it up. */
export function createTemporaryFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'millrace-test-')));
}

function createMemoryBlobs(): Blobs {
  const bytesByHash = new Map<string, Uint8Array>();
  return {
    put: async (bytes, mediaType) => {
      const hash = createHash('sha256').update(bytes).digest('hex');
      bytesByHash.set(hash, Uint8Array.from(bytes));
      return { hash, sizeBytes: bytes.byteLength, mediaType };
    },
    get: async (hash) => bytesByHash.get(hash) ?? null,
  };
}

function evaluateOrThrow(source: Json, variables: { readonly [name: string]: Json }): Json {
  const result = evaluateValue(source, variables);
  if (!result.ok) throw new TaskFailure(result.failure);
  return result.value;
}

function notProvided(name: string): () => never {
  return () => {
    throw new Error(`${name} is not provided: give it to createTestContext`);
  };
}
