// Recorded runs of scientific workflows (WfCommons WfInstances, schema 1.5) as workflows that wait as long as each task really took.
import { type Failure, userFailure } from '../failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { limits } from '../limits.ts';
import { err, ok, type Result } from '../result.ts';
import type { Task, Workflow } from '../schema.ts';
import { createIdentifiers, plainId } from './identifiers.ts';
import type { Imported } from './imported.ts';

/** Tasks share these slots, so a simulation with m slots is a cluster of m workers. */
const pool = 'workers';

type Recorded = { readonly id: string; readonly name: string; readonly json: JsonObject };
type Warn = (message: string) => void;

/**
 * Turns a parsed WfInstances document into a workflow: one `flow.wait` per task, for its recorded runtime to the microsecond.
 * Fails with `not_wfinstances` or `too_many_tasks`; what is merely odd (a parent that does not exist, a task without a runtime)
 * is left out and reported.
 */
export function importWfInstances(document: unknown): Result<Imported, Failure> {
  const specification = childObject(document, 'workflow', 'specification');
  const listed = specification?.tasks;
  if (!isJsonObject(document) || !Array.isArray(listed)) return err(notWfInstances());
  if (listed.length > limits.tasks) return err(tooManyTasks(listed.length));
  const warnings: string[] = [];
  const warn: Warn = (message) => warnings.push(message);
  const recorded = readTasks(listed, warn);
  if (recorded.length === 0) return err(notWfInstances());
  const tasks = buildTasks(recorded, readRuntimes(document), warn);
  const edges = Object.values(tasks).reduce((sum, task) => sum + (task.needs?.length ?? 0), 0);
  return ok({ workflow: buildWorkflow(document, tasks), report: { tasks: recorded.length, edges, warnings } });
}

function buildWorkflow(document: JsonObject, tasks: { [id: string]: Task }): Workflow {
  const title = typeof document.name === 'string' ? document.name.replace(/\.json$/, '') : 'Imported workflow';
  const description = typeof document.description === 'string' ? { description: document.description.slice(0, 100_000) } : {};
  return { format: 1, id: plainId(title, '-'), name: title.slice(0, 200), ...description, tags: ['wfinstances'], tasks };
}

function readTasks(listed: readonly Json[], warn: Warn): Recorded[] {
  const seen = new Set<string>();
  return listed.flatMap((json, index) => {
    if (!isJsonObject(json) || typeof json.id !== 'string' || json.id === '') {
      warn(`Task ${index + 1} has no id and was left out.`);
      return [];
    }
    if (seen.has(json.id)) {
      warn(`Task "${json.id}" is listed twice; the first one was kept.`);
      return [];
    }
    seen.add(json.id);
    return [{ id: json.id, name: typeof json.name === 'string' ? json.name : json.id, json }];
  });
}

function buildTasks(recorded: readonly Recorded[], runtimes: ReadonlyMap<string, number>, warn: Warn): { [id: string]: Task } {
  const toId = createIdentifiers('_');
  const idOf = new Map(recorded.map((task) => [task.id, toId(task.id)]));
  const parentsOf = readParents(recorded, warn);
  const tasks: { [id: string]: Task } = {};
  for (const task of recorded) {
    const runtime = runtimes.get(task.id);
    if (runtime === undefined) warn(`Task "${task.id}" has no recorded runtime; it takes no time.`);
    const needs = [...(parentsOf.get(task.id) ?? [])].map((parent) => idOf.get(parent) as string);
    tasks[idOf.get(task.id) as string] = {
      type: 'flow.wait',
      name: task.name.slice(0, 200),
      with: { for: `${Math.round((runtime ?? 0) * 1_000_000) / 1000}ms` },
      ...(needs.length > 0 ? { needs } : {}),
      pool,
    };
  }
  return tasks;
}

/** An edge counts when either end states it, and once however often they do. */
function readParents(recorded: readonly Recorded[], warn: Warn): ReadonlyMap<string, ReadonlySet<string>> {
  const parentsOf = new Map(recorded.map((task) => [task.id, new Set<string>()]));
  for (const task of recorded) {
    for (const parent of names(task.json.parents)) {
      if (parentsOf.has(parent)) parentsOf.get(task.id)?.add(parent);
      else warn(`Task "${task.id}" names the parent "${parent}", which does not exist; this edge was left out.`);
    }
  }
  for (const task of recorded) {
    for (const child of names(task.json.children)) {
      const parents = parentsOf.get(child);
      if (!parents) warn(`Task "${task.id}" names the child "${child}", which does not exist; this edge was left out.`);
      else if (!parents.has(task.id)) {
        warn(`Task "${task.id}" names the child "${child}", which does not name it as a parent; this edge was kept.`);
        parents.add(task.id);
      }
    }
  }
  return parentsOf;
}

/** Seconds by task id. */
function readRuntimes(document: JsonObject): ReadonlyMap<string, number> {
  const executed = childObject(document, 'workflow', 'execution')?.tasks;
  const runtimes = new Map<string, number>();
  for (const task of Array.isArray(executed) ? executed : []) {
    if (!isJsonObject(task) || typeof task.id !== 'string') continue;
    const seconds = task.runtimeInSeconds;
    if (typeof seconds === 'number' && Number.isSafeInteger(Math.round(seconds * 1_000_000)) && seconds >= 0)
      runtimes.set(task.id, seconds);
  }
  return runtimes;
}

function names(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

function childObject(value: unknown, ...keys: readonly string[]): JsonObject | null {
  let current: unknown = value;
  for (const key of keys) current = isJsonObject(current) && Object.hasOwn(current, key) ? current[key] : null;
  return isJsonObject(current) ? current : null;
}

function notWfInstances(): Failure {
  const shape = 'an object with "workflow.specification.tasks" (a list of tasks with ids) and "workflow.execution.tasks"';
  return userFailure('not_wfinstances', `This is no WfInstances document of schema 1.5: ${shape} is expected.`);
}

function tooManyTasks(count: number): Failure {
  const message = `The document has ${count.toLocaleString('en-US')} tasks; a workflow has at most ${limits.tasks.toLocaleString('en-US')}.`;
  return userFailure('too_many_tasks', message, { tasks: count });
}
