import { referencedTasks } from '../expression/references.ts';
import type { TaskPlace } from '../graph/walk.ts';
import type { Json } from '../json.ts';
import type { CheckContext } from '../parse/context.ts';
import { type Finding, type Findings, warning } from '../parse/finding.ts';
import type { Task } from '../schema.ts';

/** Tasks whose only effect is an output that nothing reads, neither by an expression nor by a need. A lone task is somebody's first try. */
export function lintUnusedOutput(context: CheckContext, findings: Findings): void {
  const candidates = context.places.filter((place) => isOnlyOutput(place, context) && !isNeeded(place, context));
  if (candidates.length === 0 || context.places.length === 1) return;
  const read = readTasks(context);
  if (read === 'all') return;
  for (const place of candidates) if (!read.has(place.id) && !isExpected(place.path, context)) findings.add(unused(place));
}

/** A validation is worth having for its failure alone. */
function isOnlyOutput({ task }: TaskPlace, { catalog }: CheckContext): boolean {
  const manifest = catalog.get(task.type);
  const computes = manifest?.category === 'data' || manifest?.category === 'script';
  return computes && manifest.effects === 'pure' && manifest.type !== 'data.validate' && !task.disabled;
}

function isNeeded({ id, siblings }: TaskPlace, context: CheckContext): boolean {
  const { graph } = context.scopeOf(siblings);
  return (graph.downstream[graph.indexOf.get(id) ?? -1] ?? []).length > 0;
}

/** Ids that any expression of the workflow reads, in whatever scope: rather one warning too few. */
function readTasks({ places, workflow }: CheckContext): ReadonlySet<string> | 'all' {
  const read = new Set<string>();
  const texts = (value: unknown, bare = false) => {
    const found = value === undefined ? [] : referencedTasks(value as Json, { bare });
    for (const id of found === 'all' ? ['*'] : found) read.add(id);
  };
  texts(workflow.outputs);
  for (const hook of Object.values(workflow.hooks ?? {})) texts(hook.with);
  for (const { task } of places) {
    for (const value of [task.with, task.outputs, task.each?.in]) texts(value);
    for (const condition of conditionsOf(task)) texts(condition, true);
  }
  return read.has('*') ? 'all' : read;
}

function conditionsOf({ when, each, cache, until }: Task): readonly (string | undefined)[] {
  return [typeof when === 'string' ? when : undefined, each?.key, cache?.key, until?.condition];
}

function isExpected(path: string, { workflow }: CheckContext): boolean {
  return Object.values(workflow.tests ?? {}).some((test) => Object.hasOwn(test.expect.tasks ?? {}, path));
}

function unused({ path, jsonPath, group }: TaskPlace): Finding {
  const where = group ? `the outputs of the group \`${group.path}\`` : 'the outputs of the workflow';
  const message = `Nothing reads the output of task \`${path}\`, and it does nothing else. Read it in another task or in ${where}, or remove the task.`;
  return warning('unused_output', jsonPath, message, { on: 'key' });
}
