import * as z from 'zod';
import { acceptanceOf } from '../accepts.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { JsonPath } from '../problem.ts';
import { taskSchema, workflowSchema } from '../schema.ts';

type Issue = z.core.$ZodIssue;

/** As many as let a workflow of the greatest size have one in every task. */
const mostIssues = 10_000;

const { inputs, triggers, hooks, tests, tasks } = workflowSchema.shape;
const anything = z.unknown();
const namedTasks = z.record(tasks.keyType, anything);
const shallowTask = taskSchema.extend({ tasks: namedTasks.optional() });
const shallowWorkflow = workflowSchema.extend({
  tasks: namedTasks,
  inputs: z.record(inputs.unwrap().keyType, anything).optional(),
  triggers: z.record(triggers.unwrap().keyType, anything).optional(),
  hooks: z.partialRecord(hooks.unwrap().keyType, anything).optional(),
  tests: z.record(tests.unwrap().keyType, anything).optional(),
});

/** Records of the workflow whose entries are checked one by one. */
const entrySchemas = {
  inputs: inputs.unwrap().valueType,
  triggers: triggers.unwrap().valueType,
  hooks: hooks.unwrap().valueType,
  tests: tests.unwrap().valueType,
} as const;

const isSound = acceptanceOf(workflowSchema);

/**
 * What the format's schema says about a document; it stops at some ten thousand issues. Each task and entry is checked by itself: the
 * schema as a whole would gather the issues of the whole document, in the arguments of one call.
 */
export function documentIssues(document: unknown): readonly Issue[] {
  if (isSound(document)) return [];
  const issues = new Issues();
  issues.check(shallowWorkflow, document, []);
  if (!isJsonObject(document)) return issues.list;
  for (const [name, schema] of Object.entries(entrySchemas)) issues.checkEntries(schema, document[name], [name]);
  const owners: { readonly task: JsonObject; readonly path: JsonPath }[] = [{ task: document, path: [] }];
  for (const { task, path } of owners) {
    const inside = [...path, 'tasks'];
    issues.checkEntries(shallowTask, task.tasks, inside);
    if (!isJsonObject(task.tasks)) continue;
    for (const [id, inner] of Object.entries(task.tasks)) {
      if (isJsonObject(inner) && inner.tasks !== undefined) owners.push({ task: inner, path: [...inside, id] });
    }
  }
  return issues.list;
}

class Issues {
  readonly list: Issue[] = [];
  /** Places whose names are wrong already, as JSON text: what stands there is not looked at. */
  readonly #misnamed = new Set<string>();

  check(schema: z.ZodType, value: unknown, path: JsonPath): void {
    const parsed = schema.safeParse(value);
    if (parsed.success) return;
    for (const issue of parsed.error.issues) {
      const placed = { ...issue, path: [...path, ...issue.path] };
      this.list.push(placed);
      if (placed.code === 'invalid_key') this.#misnamed.add(JSON.stringify(placed.path));
      if (placed.code === 'unrecognized_keys' && placed.path[0] === 'hooks') {
        for (const key of placed.keys) this.#misnamed.add(JSON.stringify([...placed.path, key]));
      }
    }
  }

  checkEntries(schema: z.ZodType, entries: unknown, path: JsonPath): void {
    if (!isJsonObject(entries)) return;
    for (const key of Object.keys(entries)) {
      if (this.list.length >= mostIssues) return;
      const isMisnamed = this.#misnamed.size > 0 && this.#misnamed.has(JSON.stringify([...path, key]));
      if (!isMisnamed) this.check(schema, entries[key], [...path, key]);
    }
  }
}
