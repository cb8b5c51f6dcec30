// A workflow ready to run: parsed, compiled and named by the hash of its content.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Definitions } from '../adapters/definitions.ts';
import { canonicalJson } from '../run/cache-key.ts';
import { compileProgram, type Program } from '../run/program.ts';
import type { Catalog } from '../workflow/catalog.ts';
import { userFailure } from '../workflow/failure.ts';
import type { Json } from '../workflow/json.ts';
import { parseWorkflow } from '../workflow/parse/parse-workflow.ts';
import type { Problem } from '../workflow/problem.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import { type Workflow, workflowIdPattern } from '../workflow/schema.ts';
import type { StartFailure, WorkflowSource } from './engine.ts';

export type Definition = {
  readonly workflow: Workflow;
  readonly program: Program;
  /** SHA-256 of the canonical text. */
  readonly hash: string;
  /** Absolute folder of the file it came from; null: it is stored. */
  readonly folder: string | null;
  readonly warnings: readonly Problem[];
};

export type DefinitionLoader = {
  /** With `besideOf`, an id first means a file `<id>.json` in that folder: a workflow run from a file calls its neighbors. */
  readonly load: (source: WorkflowSource, besideOf?: string | null) => Promise<Result<Definition, StartFailure>>;
  /** The version that a run was created with; null when it is not kept. */
  readonly version: (hash: string) => Promise<Definition | null>;
};

/** Definitions in memory by text or hash; enough for what runs again and again. */
const remembered = 64;

export function createDefinitionLoader(definitions: Definitions, catalog: Catalog): DefinitionLoader {
  const byText = new Map<string, Definition>();
  // A value must not change once it was given, so the same object is the same workflow.
  const byValue = new WeakMap<object, Definition>();
  const byHash = new Map<string, Definition>();

  const fromValue = (value: unknown, folder: string | null): Result<Definition, StartFailure> => {
    const known = typeof value === 'string' ? byText.get(value) : isObject(value) ? byValue.get(value) : undefined;
    if (known) return ok(known.folder === folder ? known : { ...known, folder });
    const made = makeDefinition(value, folder, catalog);
    if (made.ok && typeof value === 'string') remember(byText, value, made.value);
    if (made.ok && isObject(value)) byValue.set(value, made.value);
    return made;
  };

  return {
    load: async (source, besideOf = null) => {
      if (typeof source !== 'string') return fromValue(source.value, source.folder);
      const neighbor = besideOf === null ? null : await readNeighbor(besideOf, source);
      if (neighbor !== null) return fromValue(neighbor, besideOf);
      const stored = await definitions.get(source);
      return stored ? fromValue(stored.text, null) : err(await notFound(source, definitions));
    },
    version: async (hash) => {
      const known = byHash.get(hash);
      if (known) return known;
      const value = await definitions.version(hash);
      if (value === null) return null;
      // It was checked when it first ran; task types that are gone since then fail when they are reached.
      const workflow = value as unknown as Workflow;
      const made = { workflow, program: compileProgram(workflow, catalog), hash, folder: null, warnings: [] };
      remember(byHash, hash, made);
      return made;
    },
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function makeDefinition(value: unknown, folder: string | null, catalog: Catalog): Result<Definition, StartFailure> {
  const parsed = parseWorkflow(value, catalog);
  if (!parsed.ok) return err(invalid(parsed.problems));
  const { workflow } = parsed.value;
  const hash = createHash('sha256')
    .update(canonicalJson(workflow as unknown as Json))
    .digest('hex');
  return ok({ workflow, program: compileProgram(workflow, catalog), hash, folder, warnings: parsed.problems });
}

function invalid(problems: readonly Problem[]): StartFailure {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return { ...userFailure('invalid_workflow', `The workflow has errors: ${errors[0]?.message ?? 'unknown'}${more}`), problems };
}

async function readNeighbor(folder: string, id: string): Promise<string | null> {
  if (!workflowIdPattern.test(id)) return null;
  return readFile(join(folder, `${id}.json`), 'utf8').catch(() => null);
}

async function notFound(id: string, definitions: Definitions): Promise<StartFailure> {
  const ids = (await definitions.list()).map((definition) => definition.id);
  const known = ids.length === 0 ? 'No workflow is stored' : `There are: ${ids.slice(0, 20).join(', ')}`;
  return userFailure('workflow_not_found', `There is no workflow \`${id}\`. ${known}`);
}

function remember(known: Map<string, Definition>, key: string, definition: Definition): void {
  const oldest = known.keys().next();
  if (known.size >= remembered && !oldest.done) known.delete(oldest.value);
  known.set(key, definition);
}
