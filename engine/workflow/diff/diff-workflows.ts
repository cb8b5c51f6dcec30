import { equalJson, presentKeys } from '../equal.ts';
import type { Tasks } from '../graph/scope-graph.ts';
import type { JsonObject } from '../json.ts';
import { findRenames } from '../patch/renames.ts';
import type { Task, Workflow } from '../schema.ts';

/** Names of entries that came, went, or have another value. */
export type EntriesDiff = { readonly added: readonly string[]; readonly removed: readonly string[]; readonly changed: readonly string[] };

/** Tasks are named by path; `path` of a change is the one in the new document. */
export type TasksDiff = {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** The fields that differ; those inside a group are the changes of its tasks. */
  readonly changed: readonly { readonly path: string; readonly fields: readonly string[] }[];
  /** Tasks that are gone and new ones that look the same: most likely renamed. They are in neither `added` nor `removed`. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  /** Tasks that stand elsewhere on the canvas. */
  readonly moved: readonly string[];
};

export type WorkflowDiff = {
  readonly tasks: TasksDiff;
  readonly triggers: EntriesDiff;
  readonly inputs: EntriesDiff;
  readonly outputs: EntriesDiff;
  readonly hooks: EntriesDiff;
  readonly tests: EntriesDiff;
  /** Other fields of the workflow that differ: `name`, `timeout`, `layout` … */
  readonly fields: readonly string[];
};

const entryFields = ['triggers', 'inputs', 'outputs', 'hooks', 'tests'] as const;

/** What is different between two versions of a workflow, for people to read. The order of keys does not count. */
export function diffWorkflows(before: Workflow, after: Workflow): WorkflowDiff {
  return {
    tasks: diffTasks(before, after),
    triggers: diffEntries(before.triggers, after.triggers),
    inputs: diffEntries(before.inputs, after.inputs),
    outputs: diffEntries(before.outputs, after.outputs),
    hooks: diffEntries(before.hooks, after.hooks),
    tests: diffEntries(before.tests, after.tests),
    fields: differingFields(before, after).filter((field) => field !== 'tasks' && !(entryFields as readonly string[]).includes(field)),
  };
}

/** Whether nothing at all is different. */
export function isSameWorkflow(before: Workflow, after: Workflow): boolean {
  return equalJson(before, after);
}

type Changes = {
  added: string[];
  removed: string[];
  changed: { path: string; fields: string[] }[];
  renamed: { from: string; to: string }[];
};

function diffTasks(before: Workflow, after: Workflow): TasksDiff {
  const changes: Changes = { added: [], removed: [], changed: [], renamed: [] };
  diffScope(before.tasks, after.tasks, '', '', changes);
  const places = diffEntries(before.layout?.tasks, after.layout?.tasks);
  return { ...changes, moved: places.changed };
}

function diffScope(before: Tasks, after: Tasks, fromPrefix: string, toPrefix: string, changes: Changes): void {
  if (before === after && fromPrefix === toPrefix) return;
  const renames = findRenames(before as JsonObject, after as JsonObject);
  const arrived = new Set(renames.values());
  for (const id of Object.keys(before)) {
    const to = renames.get(id) ?? id;
    const [task, next] = [before[id], Object.hasOwn(after, to) ? after[to] : undefined];
    if (!task) continue;
    if (!next) {
      changes.removed.push(fromPrefix + id);
      continue;
    }
    if (to !== id) changes.renamed.push({ from: fromPrefix + id, to: toPrefix + to });
    diffTask(task, next, fromPrefix + id, toPrefix + to, changes);
  }
  for (const id of Object.keys(after)) if (!Object.hasOwn(before, id) && !arrived.has(id)) changes.added.push(toPrefix + id);
}

function diffTask(before: Task, after: Task, from: string, to: string, changes: Changes): void {
  const fields = differingFields(before, after).filter((field) => field !== 'tasks');
  if (fields.length > 0) changes.changed.push({ path: to, fields });
  if (before.tasks || after.tasks) diffScope(before.tasks ?? {}, after.tasks ?? {}, `${from}.`, `${to}.`, changes);
}

type Entries = { readonly [key: string]: unknown };

function diffEntries(before: Entries = {}, after: Entries = {}): EntriesDiff {
  const [was, is] = [new Set(presentKeys(before)), new Set(presentKeys(after))];
  return {
    added: [...is].filter((key) => !was.has(key)),
    removed: [...was].filter((key) => !is.has(key)),
    changed: [...is].filter((key) => was.has(key) && !equalJson(before[key], after[key])),
  };
}

function differingFields(before: Entries, after: Entries): string[] {
  const keys = new Set([...presentKeys(before), ...presentKeys(after)]);
  return [...keys].filter((key) => !equalJson(own(before, key), own(after, key)));
}

function own(entries: Entries, key: string): unknown {
  return Object.hasOwn(entries, key) ? entries[key] : undefined;
}
