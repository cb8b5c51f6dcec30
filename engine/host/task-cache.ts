// Reuse of results of tasks with `cache`.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { CachedResult, CacheStore } from '../adapters/cache-store.ts';
import type { Blobs, Clock, Files } from '../ports.ts';
import { type CacheKeyParts, cacheKeyText, canonicalJson, explainCacheMiss } from '../run/cache-key.ts';
import { type EvaluationContext, evaluateCacheKey } from '../run/evaluate.ts';
import type { AttemptOutcome } from '../run/event.ts';
import type { TaskType } from '../tasks/execution.ts';
import { parseDuration } from '../workflow/duration.ts';
import type { Failure } from '../workflow/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../workflow/json.ts';
import type { AttemptWork } from './attempts.ts';
import { placeOf, readByItemExpressions } from './cache-reads.ts';

export type Looked =
  | { readonly type: 'hit'; readonly result: CachedResult }
  /** `why` names what differs from the newest result of this task; empty when there is none. */
  | { readonly type: 'miss'; readonly why: readonly string[]; readonly keep: (outcome: AttemptOutcome) => Promise<void> }
  | { readonly type: 'failed'; readonly failure: Failure };

export type TaskCache = {
  readonly look: (
    work: AttemptWork,
    ready: { readonly context: EvaluationContext; readonly type: TaskType; readonly parameters: unknown },
  ) => Promise<Looked>;
};

export function createTaskCache({ store, blobs, clock }: { store: CacheStore; blobs: Blobs; clock: Clock }): TaskCache {
  return {
    look: async (work, { context, type, parameters }) => {
      const { live, unit } = work;
      const named = evaluateCacheKey(live.run, unit.path, context);
      if (!named.ok) return { type: 'failed', failure: named.failure };
      const resolved = asJson(parameters);
      const { manifest } = type;
      const place = placeOf(work, manifest);
      const parts: CacheKeyParts = {
        type: manifest.type,
        version: manifest.version,
        parameters: named.value ?? resolved,
        files: await hashFiles(manifest.reads?.(resolved as JsonObject) ?? [], live.files),
        ...(named.value === null && manifest.itemExpressions ? { reads: readByItemExpressions(work, manifest, context) } : {}),
        ...(place ? { place } : {}),
      };
      const key = sha256(cacheKeyText(parts));
      const found = await store.get(key);
      const ttl = unit.node.program.task.cache?.ttl;
      if (found && isFresh(found, ttl, clock.now()) && (await isThere(found, blobs))) return { type: 'hit', result: found };
      const task = sha256(`${live.run.created.workflow} ${unit.path}`);
      const print = fingerprint(parts);
      const before = await store.getLatest(task);
      const why = before === null ? [] : found ? ['the kept result is too old or gone'] : explainCacheMiss(before, print);
      return {
        type: 'miss',
        why,
        keep: async (outcome) => {
          if (await keep(outcome, { store, key, at: clock.now() })) await store.putLatest(task, print);
        },
      };
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Values may be secrets or large; their hashes tell as well whether they changed. */
function fingerprint(parts: CacheKeyParts): CacheKeyParts {
  const { parameters, reads } = parts;
  return {
    ...parts,
    parameters: isJsonObject(parameters) ? hashFields(parameters) : hashValue(parameters),
    ...(reads ? { reads: hashFields(reads) } : {}),
  };
}

function hashFields(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, hashValue(value)]));
}

function hashValue(value: Json): string {
  return sha256(canonicalJson(value));
}

/** A file that cannot be read is a part like any other: the task itself will say what is wrong with it. */
async function hashFiles(paths: readonly string[], files: Files): Promise<{ readonly [path: string]: string }> {
  const hashed: { [path: string]: string } = {};
  for (const path of paths) hashed[path] = await hashFile(path, files).catch(() => 'unreadable');
  return hashed;
}

async function hashFile(path: string, files: Files): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(await files.resolve(path, 'read')), hash);
  return hash.digest('hex');
}

/** Parameters were JSON before they were parsed; what parsing made of them may hold `undefined`. */
function asJson(parameters: unknown): Json {
  return JSON.parse(JSON.stringify(parameters ?? null)) as Json;
}

function isFresh(result: CachedResult, ttl: string | undefined, now: number): boolean {
  const ttlMs = ttl === undefined ? null : parseDuration(ttl);
  return ttlMs === null || now - result.at <= ttlMs;
}

async function isThere({ output }: CachedResult, blobs: Blobs): Promise<boolean> {
  if (output.kind !== 'blob') return true;
  // A blob that cannot be read is as good as gone: the task runs again.
  return blobs.get(output.hash).then(
    (bytes) => bytes !== null,
    () => false,
  );
}

type Keeping = { readonly store: CacheStore; readonly key: string; readonly at: number };

async function keep(outcome: AttemptOutcome, { store, key, at }: Keeping): Promise<boolean> {
  if (outcome.type !== 'succeeded') return false;
  const { output, port } = outcome;
  await store.put(key, { output, ...(port === undefined ? {} : { port }), at });
  return true;
}
