import * as z from 'zod';
import type { TaskManifest } from '../catalog.ts';
import { type ScopeShape, type Shape, shapeFromJsonSchema } from '../expression/check.ts';
import type { Tasks } from '../graph/scope-graph.ts';
import type { TaskPlace } from '../graph/walk.ts';
import type { Input, Task } from '../schema.ts';
import type { CheckContext } from './context.ts';
import { LayeredNames } from './layered-names.ts';

type Variables = ScopeShape['variables'];
type TaskScope = ScopeShape['tasks'];

const any: Shape = { kind: 'any' };
const text: Shape = { kind: 'string' };
const number: Shape = { kind: 'number' };
const noTasksAtAll: Tasks = {};
const noTasks: TaskScope = { known: new Set(), upstream: () => false, output: () => any };

/** Names that `each.as` would hide. */
export const reservedNames: ReadonlySet<string> = new Set(['inputs', 'vars', 'secrets', 'tasks', 'run', 'environment', 'index']);

/** The variables of every kind of place in one workflow. */
export type VariableScopes = {
  /** `inputs` is not there: their defaults are what gives them their values. */
  readonly start: () => ScopeShape;
  /** Outputs of the workflow. */
  readonly end: () => ScopeShape;
  readonly hook: () => ScopeShape;
  /** Before the task has items. */
  readonly before: (place: TaskPlace) => ScopeShape;
  /** With the item, where there is one. */
  readonly during: (place: TaskPlace) => ScopeShape;
  /** Inside of a group, when its tasks have ended. */
  readonly inside: (group: TaskPlace) => ScopeShape;
  readonly retry: () => ScopeShape;
};

export function variableScopes(context: CheckContext): VariableScopes {
  const tasks = taskScopes(context);
  const usual: Variables = { inputs: inputsShape(context), vars: any, run: runShape(), environment: any };
  const scope = (variables: Variables, tasksInScope: TaskScope): ScopeShape => ({ variables, tasks: tasksInScope, secrets: false });
  const before = (place: TaskPlace) => scope(itemVariables(place.group, usual), tasks.upstreamOf(place));
  return {
    start: () => scope({ vars: any, run: runShape(), environment: any }, noTasks),
    end: () => scope(usual, tasks.ended(null)),
    hook: () => scope({ ...usual, run: runShape({ status: text, error: any }) }, tasks.ended(null)),
    before,
    during: (place) => scope(itemVariables(place, usual), tasks.upstreamOf(place)),
    inside: (group) => scope(itemVariables(group, usual), tasks.ended(group)),
    retry: () => scope({ error: errorShape, attempt: number }, noTasks),
  };
}

const errorShape: Shape = { kind: 'object', fields: { code: text, message: text, kind: text, details: any }, open: false };

function runShape(more: { readonly [name: string]: Shape } = {}): Shape {
  const words = { at: text, date: text, time: text, weekday: text, timezone: text };
  const numbers = { epochMs: number, year: number, month: number, day: number, hour: number, minute: number };
  const slot: Shape = { kind: 'object', fields: { ...words, ...numbers }, open: true };
  return { kind: 'object', fields: { id: text, workflow: text, slot, startedAt: text, trigger: any, ...more }, open: false };
}

function inputsShape(context: CheckContext): Shape {
  const fields = Object.entries(context.workflow.inputs ?? {}).map(([name, input]) => [name, inputShape(input)] as const);
  return { kind: 'object', fields: Object.fromEntries(fields), open: context.isDamaged(['inputs']) };
}

/** An input that may be left out may be null. */
function inputShape({ type, required, default: fallback }: Input): Shape {
  if (required === false && fallback === undefined) return any;
  if (type === 'integer' || type === 'number') return number;
  if (type === 'array') return { kind: 'list', items: any };
  return type === 'object' ? any : { kind: type };
}

/** Items of the task and of the groups around it; an inner name hides an outer one. */
function itemVariables(place: TaskPlace | null, usual: Variables): Variables {
  const levels: Variables[] = [];
  for (let at = place; at; at = at.group) {
    if (at.task.each) levels.push({ [at.task.each.as ?? 'item']: any, index: number });
  }
  return levels.length === 0 ? usual : Object.assign({}, usual, ...levels.reverse());
}

function taskScopes(context: CheckContext) {
  const known = new Map<TaskPlace | null, ReadonlySet<string>>();
  const knownIn = (group: TaskPlace | null): ReadonlySet<string> => {
    const found = known.get(group);
    if (found) return found;
    const own = context.scopeOf((group ? group.task.tasks : context.workflow.tasks) ?? noTasksAtAll).ids;
    const names = group ? new LayeredNames(own, knownIn(group.group)) : own;
    known.set(group, names);
    return names;
  };
  const isUpstreamOf = (place: TaskPlace, id: string): boolean => {
    let at: TaskPlace | null = place;
    while (at && !Object.hasOwn(at.siblings, id)) at = at.group;
    return at !== null && context.scopeOf(at.siblings).isUpstream(at.id, id);
  };
  const outputIn = (group: TaskPlace | null) => (id: string) => {
    const task = taskNamed(context, group, id);
    return task ? outputShape(task, context.catalog.get(task.type)) : any;
  };
  return {
    upstreamOf: (place: TaskPlace): TaskScope => ({
      known: knownIn(place.group),
      upstream: (id) => isUpstreamOf(place, id),
      output: outputIn(place.group),
    }),
    /** When all tasks of the group (or the workflow) have ended. */
    ended: (group: TaskPlace | null): TaskScope => ({
      known: knownIn(group),
      upstream: (id) =>
        Object.hasOwn((group ? group.task.tasks : context.workflow.tasks) ?? {}, id) || (group !== null && isUpstreamOf(group, id)),
      output: outputIn(group),
    }),
  };
}

/** The task that an id means inside of a group: the nearest one. */
function taskNamed(context: CheckContext, group: TaskPlace | null, id: string): Task | undefined {
  for (let at = group; at; at = at.group) {
    const { tasks } = at.task;
    if (tasks && Object.hasOwn(tasks, id)) return tasks[id];
  }
  return Object.hasOwn(context.workflow.tasks, id) ? context.workflow.tasks[id] : undefined;
}

const shapes = new WeakMap<TaskManifest, Shape>();

function outputShape(task: Task, manifest: TaskManifest | undefined): Shape {
  const single = task.type === 'group' ? groupShape(task) : manifest ? manifestShape(manifest) : any;
  return task.each ? { kind: 'list', items: single } : single;
}

function groupShape({ outputs }: Task): Shape {
  if (!outputs) return any;
  return { kind: 'object', fields: Object.fromEntries(Object.keys(outputs).map((name) => [name, any])), open: false };
}

function manifestShape(manifest: TaskManifest): Shape {
  const known = shapes.get(manifest);
  if (known) return known;
  const schema = manifest.output && z.toJSONSchema(manifest.output, { unrepresentable: 'any', io: 'output' });
  const shape = schema ? shapeFromJsonSchema(schema) : any;
  shapes.set(manifest, shape);
  return shape;
}
