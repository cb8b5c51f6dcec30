import type { Catalog, TaskManifest } from '../catalog.ts';
import { standardPorts } from '../catalog.ts';
import { findCycles } from '../graph/cycles.ts';
import { ancestry } from '../graph/reach.ts';
import { type ScopeGraph, scopeGraph, type Tasks } from '../graph/scope-graph.ts';
import { type TaskPlace, walkTasks } from '../graph/walk.ts';
import type { JsonObject } from '../json.ts';
import type { JsonPath } from '../problem.ts';
import type { Input, Task, Workflow } from '../schema.ts';
import { boundedMismatch } from './bounded-mismatch.ts';

/** What is known of one scope, computed once and only when somebody asks. */
export type Scope = {
  readonly graph: ScopeGraph;
  readonly ids: ReadonlySet<string>;
  readonly cycles: readonly (readonly string[])[];
  /** True for everything in a scope with cycles: there the order means nothing. */
  readonly isUpstream: (id: string, upstream: string) => boolean;
};

/** `all`: some expression chooses while running what it reads. */
export type TasksRead = { readonly ids: Set<string>; all: boolean };

/** What every check of a workflow reads. The workflow fits the schema; parts of the document that did not are cut out of it. */
export type CheckContext = {
  readonly workflow: Workflow;
  readonly catalog: Catalog;
  readonly places: readonly TaskPlace[];
  readonly placeAt: (path: string) => TaskPlace | undefined;
  readonly paths: () => ReadonlySet<string>;
  /** First task anywhere with this id. */
  readonly placeWithId: (id: string) => TaskPlace | undefined;
  readonly scopeOf: (tasks: Tasks) => Scope;
  /** Part of this place (a task, a trigger, an input …) was cut out: what else is wrong with it is uncertain. */
  readonly isDamaged: (path: JsonPath) => boolean;
  /** What is wrong with a value for an input, as the end of a sentence. */
  readonly inputMismatch: (input: Input, value: unknown) => string | null;
  /** Filled while the expressions are checked: ids of the tasks that any of them reads. */
  readonly tasksRead: TasksRead;
};

export function checkContext(workflow: Workflow, catalog: Catalog, isDamaged: (path: JsonPath) => boolean = () => false): CheckContext {
  const places = [...walkTasks(workflow)];
  let byPath: Map<string, TaskPlace> | undefined;
  const placesByPath = () => {
    byPath ??= new Map(places.map((place) => [place.path, place]));
    return byPath;
  };
  let paths: Set<string> | undefined;
  const scopes = new Map<Tasks, Scope>();
  const scopeOf = (tasks: Tasks) => {
    const known = scopes.get(tasks) ?? createScope(tasks);
    scopes.set(tasks, known);
    return known;
  };
  let byId: Map<string, TaskPlace> | undefined;
  const placeWithId = (id: string) => {
    byId ??= new Map([...places].reverse().map((place) => [place.id, place]));
    return byId.get(id);
  };
  const placeAt = (path: string) => placesByPath().get(path);
  const allPaths = () => {
    paths ??= new Set(placesByPath().keys());
    return paths;
  };
  const tasksRead = { ids: new Set<string>(), all: false };
  const lookUp = { places, placeAt, paths: allPaths, placeWithId, scopeOf };
  return { workflow, catalog, ...lookUp, isDamaged, inputMismatch: boundedMismatch(), tasksRead };
}

function createScope(tasks: Tasks): Scope {
  const graph = scopeGraph(tasks);
  const cycles = findCycles(graph);
  let indirect: ((id: string, upstream: string) => boolean) | undefined;
  const isUpstream = (id: string, upstream: string) => {
    if (cycles.length > 0) return Object.hasOwn(tasks, upstream);
    const source = graph.indexOf.get(upstream);
    const index = graph.indexOf.get(id);
    if (source === undefined || index === undefined) return false;
    if (graph.upstream[index]?.includes(source)) return true;
    indirect ??= ancestry(graph);
    return indirect(id, upstream);
  };
  return { graph, ids: new Set(graph.ids), cycles, isUpstream };
}

/** Parameters as the manifest's functions take them. */
export function parametersOf(task: { readonly with?: unknown }): JsonObject {
  return (task.with ?? {}) as JsonObject;
}

/** Every port that can be needed of a task; null when its type is unknown, so that any port may be right. */
export function portsOf(task: Task, manifest: TaskManifest | undefined): readonly string[] | null {
  if (task.type === 'group' || task.each) return standardPorts;
  return manifest ? [...standardPorts, ...manifest.ports(parametersOf(task))] : null;
}
