import type { ZodType } from 'zod';
import type { Json, JsonObject } from './json.ts';
import type { JsonPath } from './problem.ts';

/** Ports that every task type has besides its own. `done` is reached by success, `failed` by failure, `finished` by either. */
export const standardPorts = ['done', 'failed', 'finished'] as const;

export const taskCategories = ['flow', 'data', 'script', 'network', 'file', 'notify'] as const;
export type TaskCategory = (typeof taskCategories)[number];

/** A power a task would use, found by reading its parameters without running anything. An expression makes the value `*`. */
export type Capability = {
  readonly kind: 'command' | 'host' | 'folder' | 'secret' | 'workflow';
  readonly value: string;
};

/** Something wrong with the parameters of a task. */
export type ParameterProblem = {
  /** Below `with`: `['shell']`. */
  readonly path: JsonPath;
  /** Whole sentences, which name the thing and say what to do. */
  readonly message: string;
  /** The part of the text at the path that is meant, as offsets in UTF-16 units. */
  readonly start?: number;
  readonly end?: number;
};

/**
 * What a task type is, without how it runs: pure data and pure functions, so the renderer, the planner and the documentation
 * read the same source.
 */
export type TaskManifest = {
  /** `category.verb`, fixed for ever: `http.request`. */
  readonly type: string;
  /** Part of the cache key: raise it when the same parameters would give another result. */
  readonly version: number;
  readonly title: string;
  readonly category: TaskCategory;
  /** A lucide icon name. */
  readonly icon: string;
  /** One sentence. */
  readonly summary: string;
  /** Markdown: what it does, what comes out, how it fails, with the failure codes. */
  readonly docs: string;
  /**
   * Shape of `with` after expressions are resolved. Every field carries `.meta({ title, description, widget?, examples? })`.
   * A strict object: an unknown parameter is a problem.
   */
  readonly parameters: ZodType;
  /**
   * What a schema cannot say, and is certain before anything runs. Reads unresolved parameters, which may be of any type and hold
   * expressions; what depends on those is left to the run.
   */
  readonly check?: (parameters: JsonObject) => readonly ParameterProblem[];
  /** Shape of the output where it is known; expressions that read an unknown field of it are problems. */
  readonly output?: ZodType;
  /** Ports besides the standard ones, read from the unresolved parameters (a switch has one per case). */
  readonly ports: (parameters: JsonObject) => readonly string[];
  /** `pure`: the result depends on nothing but the parameters, and can be recomputed. Everything else waits for the effect barrier. */
  readonly effects: 'pure' | 'external';
  /** Whether running it twice leaves the world as running it once: the default of `onInterrupt`. */
  readonly idempotent: boolean;
  readonly capabilities: (parameters: JsonObject) => readonly Capability[];
  /** Files whose content decides the result, from resolved parameters: a cached result is reused while they are unchanged. */
  readonly reads?: (parameters: JsonObject) => readonly string[];
  /**
   * Parameters (top-level names) whose expressions the task evaluates itself, per item: they reach it as source text.
   * The value names the variables that are in scope there besides the usual ones.
   */
  readonly itemExpressions?: { readonly [parameter: string]: readonly string[] };
  /**
   * Text parameters in which every expression's value is inserted through a function of its own, because the text is read by another
   * language: a shell string gets quoted values.
   */
  readonly quoting?: { readonly [parameter: string]: (value: Json) => string };
  /** The line under the name on the canvas: `GET /orders`. Reads unresolved parameters, which may be incomplete. */
  readonly describe?: (parameters: JsonObject) => string;
  /** Complete, valid examples of `with`, shown in the documentation and checked by the tests. */
  readonly examples: readonly { readonly title: string; readonly with: JsonObject }[];
};

/** The task types a document may use. */
export type Catalog = {
  readonly get: (type: string) => TaskManifest | undefined;
  readonly types: readonly string[];
};

/** A catalog from a list of manifests. */
export function createCatalog(manifests: readonly TaskManifest[]): Catalog {
  const byType = new Map(manifests.map((manifest) => [manifest.type, manifest]));
  return { get: (type) => byType.get(type), types: [...byType.keys()] };
}
