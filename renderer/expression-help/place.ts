// Which variables there are where an expression stands. The engine's own rules, with what is known of the last run filled in.
import type { TaskManifest } from '../../engine/workflow/catalog.ts';
import type { ScopeShape } from '../../engine/workflow/expression/check.ts';
import { parseExpression } from '../../engine/workflow/expression/compile.ts';
import { Inference } from '../../engine/workflow/expression/infer.ts';
import { anything, type Shape } from '../../engine/workflow/expression/shape.ts';
import { parseTemplate } from '../../engine/workflow/expression/template.ts';
import type { TaskPlace } from '../../engine/workflow/graph/walk.ts';
import type { Json, JsonObject } from '../../engine/workflow/json.ts';
import { type CheckContext, checkContext } from '../../engine/workflow/parse/context.ts';
import { type VariableScopes, variableScopes } from '../../engine/workflow/parse/variables.ts';
import type { JsonPath } from '../../engine/workflow/problem.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { catalog } from '../document/catalog.ts';
import type { Known } from './known.ts';
import { refine, shapeOfValue } from './shapes.ts';

export type ExpressionScope = ScopeShape & {
  /** The task that an id means here. */
  readonly taskNamed: (id: string) => TaskPlace | undefined;
};

type Rules = { readonly context: CheckContext; readonly scopes: VariableScopes };
const rulesOf = new WeakMap<Workflow, Rules>();

function rules(workflow: Workflow): Rules {
  const known = rulesOf.get(workflow);
  if (known) return known;
  const context = checkContext(workflow, catalog);
  const made = { context, scopes: variableScopes(context) };
  rulesOf.set(workflow, made);
  return made;
}

/** The ids of the task that a path of the document leads into, and what of the path is left. */
export function splitOwner(owner: JsonPath): { readonly ids: readonly string[]; readonly rest: JsonPath } {
  const ids: string[] = [];
  let at = 0;
  while (owner[at] === 'tasks' && at + 1 < owner.length) {
    ids.push(String(owner[at + 1]));
    at += 2;
  }
  return { ids, rest: owner.slice(at) };
}

/** `owner`: the path of the text that holds the expression, from the document's root: `['tasks', 'fetch', 'with', 'url']`. */
export function scopeAt(workflow: Workflow, owner: JsonPath, known: Known = {}): ExpressionScope {
  const { context, scopes } = rules(workflow);
  const { ids, rest } = splitOwner(owner);
  const place = ids.length > 0 ? context.placeAt(ids.join('.')) : undefined;
  const bare = place ? taskScope(scopes, place, rest) : documentScope(scopes, rest);
  const inside = place && (rest[0] === 'outputs' || rest[0] === 'until') ? place : (place?.group ?? null);
  const taskNamed = (id: string) => nearest(context, inside, id);
  return withItems(filledIn(bare, taskNamed, known), place, rest, context, known, taskNamed);
}

function taskScope(scopes: VariableScopes, place: TaskPlace, rest: JsonPath): ScopeShape {
  switch (rest[0]) {
    case 'with':
      return { ...scopes.during(place), secrets: true };
    case 'when':
      return scopes.before(place);
    case 'each':
      return rest[1] === 'key' ? scopes.during(place) : scopes.before(place);
    case 'retry':
      return scopes.retry();
    case 'outputs':
    case 'until':
      return scopes.inside(place);
    default:
      return scopes.during(place);
  }
}

function documentScope(scopes: VariableScopes, rest: JsonPath): ScopeShape {
  if (rest[0] === 'inputs' || rest[0] === 'triggers') return scopes.start();
  if (rest[0] !== 'hooks') return scopes.end();
  if (rest[2] === 'retry') return scopes.retry();
  return { ...scopes.hook(), secrets: rest[2] === 'with' };
}

function nearest(context: CheckContext, inside: TaskPlace | null, id: string): TaskPlace | undefined {
  for (let group = inside; group; group = group.group) {
    const place = context.placeAt(`${group.path}.${id}`);
    if (place) return place;
  }
  return context.placeAt(id);
}

function filledIn(scope: ScopeShape, taskNamed: ExpressionScope['taskNamed'], known: Known): ScopeShape {
  const seen = { inputs: known.inputs, vars: known.vars };
  const variables = Object.entries(scope.variables).map(([name, shape]) => {
    const value = name === 'inputs' || name === 'vars' ? seen[name] : undefined;
    return [name, value === undefined ? shape : refine(shape, shapeOfValue(value))] as const;
  });
  const output = (id: string) => {
    const promised = scope.tasks.output(id);
    const place = taskNamed(id);
    if (!place) return promised;
    const value = known.output?.(place.path);
    return value === undefined ? refine(promised, writtenOutput(place)) : refine(promised, shapeOfValue(value));
  };
  return { ...scope, variables: Object.fromEntries(variables), tasks: { ...scope.tasks, output } };
}

/** What a task that only names values gives can be read from the document. */
function writtenOutput({ task }: TaskPlace): Shape {
  const values = task.type === 'data.set' && !task.each ? task.with?.values : undefined;
  return typeof values === 'object' && values !== null && !Array.isArray(values) ? namesOf(values as JsonObject) : anything;
}

function namesOf(values: JsonObject): Shape {
  const fields = Object.entries(values).map(([name, value]) => [name, hasBraces(value) ? anything : shapeOfValue(value)] as const);
  return { kind: 'object', fields: Object.fromEntries(fields), open: true };
}

function hasBraces(value: Json): boolean {
  return JSON.stringify(value).includes('{{');
}

/** The items of `each` and of parameters that are evaluated per item, with the shape of what they are taken from. */
function withItems(
  scope: ScopeShape,
  place: TaskPlace | undefined,
  rest: JsonPath,
  context: CheckContext,
  known: Known,
  taskNamed: ExpressionScope['taskNamed'],
): ExpressionScope {
  const variables: { [name: string]: Shape } = { ...scope.variables };
  for (let at = place; at; at = at.group ?? undefined) {
    const name = at.task.each?.as ?? 'item';
    if (!at.task.each || !Object.hasOwn(variables, name)) continue;
    variables[name] = itemShape(at.task.each.in as Json, () => scopeAt(context.workflow, [...at.jsonPath, 'each', 'in'], known));
  }
  const parameter = rest[0] === 'with' ? String(rest[1]) : null;
  for (const name of parameter === null ? [] : namesPerItem(place && catalog.get(place.task.type), parameter)) {
    const items = place?.task.with?.items;
    const isItem = name === 'item' && (typeof items === 'string' || Array.isArray(items));
    variables[name] = isItem
      ? itemShape(items as Json, () => ({ ...scope, variables, taskNamed }))
      : name === 'index'
        ? { kind: 'number' }
        : anything;
  }
  return { ...scope, variables, taskNamed };
}

function namesPerItem(manifest: TaskManifest | undefined, parameter: string): readonly string[] {
  const own = manifest?.itemExpressions ?? {};
  return (Object.hasOwn(own, parameter) ? own[parameter] : undefined) ?? [];
}

/** Of a list, or of the text that gives one. */
function itemShape(list: Json, scope: () => ScopeShape): Shape {
  const shape = typeof list === 'string' ? templateShape(list, scope) : shapeOfValue(list);
  return shape.kind === 'list' ? shape.items : anything;
}

function templateShape(text: string, scope: () => ScopeShape): Shape {
  const template = parseTemplate(text);
  if (!template.ok || !template.value.whole) return anything;
  const part = template.value.parts.find((each) => each.kind === 'expression');
  return part ? sourceShape(part.source, scope(), new Map()) : anything;
}

/** The shape of an expression's value; `any` when it does not parse. */
export function sourceShape(source: string, scope: ScopeShape, locals: ReadonlyMap<string, Shape>): Shape {
  const parsed = parseExpression(source);
  return parsed.ok ? new Inference(scope, source).shapeOf(parsed.value.node, { locals, lenient: true }) : anything;
}
