// Reuse of results of tasks with `cache`.
import { createHash } from 'node:crypto';
import type { CachedResult, CacheStore } from '../adapters/cache-store.ts';
import type { Blobs, Clock } from '../ports.ts';
import { type CacheKeyParts, cacheKeyText } from '../run/cache-key.ts';
import { type EvaluationContext, evaluateCacheKey } from '../run/evaluate.ts';
import type { AttemptOutcome } from '../run/event.ts';
import type { TaskType } from '../tasks/execution.ts';
import { parseDuration } from '../workflow/duration.ts';
import type { Failure } from '../workflow/failure.ts';
import type { Json } from '../workflow/json.ts';
import type { AttemptWork } from './attempts.ts';

export type Looked =
  | { readonly type: 'hit'; readonly result: CachedResult }
  | { readonly type: 'miss'; readonly keep: (outcome: AttemptOutcome) => Promise<void> }
  | { readonly type: 'failed'; readonly failure: Failure };

export type TaskCache = {
  readonly look: (
    work: AttemptWork,
    ready: { readonly context: EvaluationContext; readonly type: TaskType; readonly parameters: unknown },
  ) => Promise<Looked>;
};

export function createTaskCache({ store, blobs, clock }: { store: CacheStore; blobs: Blobs; clock: Clock }): TaskCache {
  return {
    look: async ({ live, unit }, { context, type, parameters }) => {
      const named = evaluateCacheKey(live.run, unit.path, context);
      if (!named.ok) return { type: 'failed', failure: named.failure };
      const parts: CacheKeyParts = {
        type: type.manifest.type,
        version: type.manifest.version,
        parameters: named.value ?? asJson(parameters),
        files: {},
      };
      const key = createHash('sha256').update(cacheKeyText(parts)).digest('hex');
      const found = await store.get(key);
      const ttl = unit.node.program.task.cache?.ttl;
      if (found && isFresh(found, ttl, clock.now()) && (await isThere(found, blobs))) return { type: 'hit', result: found };
      return { type: 'miss', keep: (outcome) => keep(outcome, { store, key, at: clock.now() }) };
    },
  };
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
  return output.kind !== 'blob' || (await blobs.get(output.hash)) !== null;
}

type Keeping = { readonly store: CacheStore; readonly key: string; readonly at: number };

async function keep(outcome: AttemptOutcome, { store, key, at }: Keeping): Promise<void> {
  if (outcome.type !== 'succeeded') return;
  const { output, port } = outcome;
  await store.put(key, { output, ...(port === undefined ? {} : { port }), at });
}
