import type * as z from 'zod';
import { isJsonObject } from '../json.ts';
import { currentFormat } from '../migrate/steps.ts';
import type { JsonPath } from '../problem.ts';
import type { Workflow } from '../schema.ts';
import { documentIssues } from './document-issues.ts';
import { valueAt } from './schema-findings.ts';
import { taskPathOf } from './subject.ts';

/** What is left of a document when everything that does not fit the schema is cut out. */
export type Partial = { readonly workflow: Workflow; readonly isDamaged: (path: JsonPath) => boolean };

/** Each round uncovers what the cuts of the one before left incomplete; few documents take more than two. */
const mostRounds = 6;
const mostUnknownKeys = 10_000;

/**
 * The workflow that a malformed document almost is, so that the canvas can show it and the other checks can go on. Null when nothing
 * of it is left. `issues`: those of the first attempt.
 */
export function partialWorkflow(document: unknown, issues: readonly z.core.$ZodIssue[]): Partial | null {
  if (issues.some(hasManyKeys)) return null;
  const damaged = new Set<string>();
  let rest: unknown = isJsonObject(document) ? withRequired(document) : null;
  let left = issues;
  for (let round = 0; round < mostRounds && rest !== null; round++) {
    for (const issue of left) for (const place of damagedBy(issue)) damaged.add(place);
    rest = withRequired(
      cut(
        rest,
        left.flatMap((issue) => cutsFor(issue, rest)),
      ),
    );
    left = documentIssues(rest);
    if (left.length === 0) return { workflow: rest as Workflow, isDamaged: (path) => damaged.has(JSON.stringify(path)) };
  }
  return null;
}

/** More unknown fields than a person writes by mistake: this is some other document. */
function hasManyKeys(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'unrecognized_keys' && issue.keys.length > mostUnknownKeys;
}

/** Fields without which there is no workflow at all. */
function withRequired(document: unknown): unknown {
  if (!isJsonObject(document)) return null;
  return { ...document, format: currentFormat, id: document.id ?? 'untitled', tasks: document.tasks ?? {} };
}

/** The task (or trigger, input …) an issue is in, and the field of the workflow it is under. */
function damagedBy(issue: z.core.$ZodIssue): string[] {
  const path = plainPath(issue);
  return [taskPathOf(path) ?? path.slice(0, 2), path.slice(0, 1)].map((place) => JSON.stringify(place));
}

type Cut = { readonly path: JsonPath; readonly replacement?: string };

function cutsFor(issue: z.core.$ZodIssue, document: unknown): Cut[] {
  const path = plainPath(issue);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...path, key] }));
  const owner = path.slice(0, -1);
  const isTaskType = path.at(-1) === 'type' && taskPathOf(path)?.length === owner.length;
  if (isTaskType && isJsonObject(valueAt(document, owner))) return [{ path, replacement: 'unknown' }];
  return [{ path: valueAt(document, path) === undefined ? owner : path }];
}

function plainPath(issue: z.core.$ZodIssue): JsonPath {
  return issue.path.map((segment) => (typeof segment === 'number' ? segment : String(segment)));
}

type Plan = { remove: boolean; replacement?: string; readonly below: Map<string | number, Plan> };

/** A copy without the values at the paths. Entries of lists are removed together, so that their indexes stay right. */
function cut(document: unknown, cuts: readonly Cut[]): unknown {
  const root: Plan = { remove: false, below: new Map() };
  for (const { path, replacement } of cuts) {
    let at = root;
    for (const segment of path) {
      const next = at.below.get(segment) ?? { remove: false, below: new Map() };
      at.below.set(segment, next);
      at = next;
    }
    if (replacement === undefined) at.remove = true;
    else at.replacement = replacement;
  }
  return root.remove ? null : rebuild(document, root);
}

function rebuild(value: unknown, plan: Plan): unknown {
  if (plan.replacement !== undefined) return plan.replacement;
  if (plan.below.size === 0) return value;
  const keep = (key: string | number) => !plan.below.get(key)?.remove;
  const next = (key: string | number, inner: unknown) => {
    const below = plan.below.get(key);
    return below ? rebuild(inner, below) : inner;
  };
  if (Array.isArray(value)) return value.map((item, index) => next(index, item)).filter((_, index) => keep(index));
  if (!isJsonObject(value)) return value;
  const added = [...plan.below].filter(([key, below]) => below.replacement !== undefined && !Object.hasOwn(value, key));
  const entries = [...added.map(([key]) => [String(key), undefined] as const), ...Object.entries(value)];
  return Object.fromEntries(entries.filter(([key]) => keep(key)).map(([key, inner]) => [key, next(key, inner)]));
}
