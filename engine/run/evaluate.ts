// Everything in a run that expressions decide. Pure: blobs and secrets are loaded before, as `requirements` lists them.
import type { TaskManifest } from '../workflow/catalog.ts';
import { evaluateCondition, evaluateExpression, evaluateValue } from '../workflow/expression/evaluate.ts';
import { hasExpression, parseTemplate } from '../workflow/expression/template.ts';
import { type Failure, userFailure } from '../workflow/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../workflow/json.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import type { Task } from '../workflow/schema.ts';
import { findUnit } from './find-unit.ts';
import { type Question, type Reading, readingOf } from './reading.ts';
import type { Items, NodeState, Run, ScopeState, Unit } from './run.ts';
import { endVariables, findInSight, itemVariables, type ReadBlob, runVariableOf, taskVariable } from './variables.ts';

export type EvaluationContext = {
  /** A blob's value, which must be loaded already. */
  readonly blob: ReadBlob;
  readonly secrets: { readonly [name: string]: string };
};

export type Requirements = { readonly blobs: readonly string[]; readonly secrets: readonly string[] };

/** What must be loaded before a question can be answered: hashes of blobs, names of secrets. */
export function requirements(run: Run, path: string, question: Question): Requirements {
  const unit = question === 'outputs' ? null : findUnit(run, path);
  const { tasks, secrets } = readingFor(run, unit, question);
  const blobs: string[] = [];
  for (const node of nodesRead(run, unit, tasks, question)) collectBlobs(node.unit, blobs);
  for (let at = unit; at; at = at.node.scope.owner) {
    if (at.item !== null && at.node.items?.list.kind === 'blob') blobs.push(at.node.items.list.hash);
  }
  return { blobs: blobs.length > 1 ? [...new Set(blobs)] : blobs, secrets };
}

function readingFor(run: Run, unit: Unit | null, question: Question): Reading {
  const { program } = unit?.node ?? run;
  return readingOf('task' in program ? program.task : program.workflow, program.readings, question);
}

const nothing: readonly NodeState[] = [];

function nodesRead(run: Run, unit: Unit | null, tasks: Reading['tasks'], question: Question): readonly NodeState[] {
  if (tasks.length === 0) return nothing;
  const scope = scopeRead(run, unit, question);
  if (tasks === 'all') return allInSight(scope, unit, question);
  const nodes: NodeState[] = [];
  for (const id of tasks) {
    const node = findInSight(scope, id);
    if (node) nodes.push(node);
  }
  return nodes;
}

function scopeRead(run: Run, unit: Unit | null, question: Question): ScopeState {
  if (!unit) return run.root;
  if (question === 'complete') return unit.body ?? unit.node.scope;
  return unit.path.startsWith('@') ? run.root : unit.node.scope;
}

/** For `tasks[name]`: every task that can be read here without depending on who happened to end first. */
function allInSight(scope: ScopeState, unit: Unit | null, question: Question): readonly NodeState[] {
  const nodes: NodeState[] = unit && question !== 'complete' && unit.node.scope === scope ? upstreamOf(unit.node) : [...scope.nodes];
  for (let at = scope.owner; at; at = at.node.scope.owner) {
    for (const node of upstreamOf(at.node)) nodes.push(node);
  }
  return nodes;
}

function upstreamOf(node: NodeState): NodeState[] {
  const seen = new Set<NodeState>();
  const open = [node];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const need of at.program.needs) {
      const upstream = at.scope.nodes[need.from] as NodeState;
      if (!seen.has(upstream)) open.push(upstream);
      seen.add(upstream);
    }
  }
  return [...seen];
}

function collectBlobs({ output, node }: Unit, blobs: string[]): void {
  if (output?.kind === 'blob') blobs.push(output.hash);
  if (output?.kind === 'items' && node.items) for (const hash of itemBlobs(node.items)) blobs.push(hash);
}

const blobsByItems = new WeakMap<Items, readonly string[]>();

/** Blobs among the outputs of the items of an ended task; looked for once, since every item of a task behind it may ask. */
function itemBlobs(items: Items): readonly string[] {
  const known = blobsByItems.get(items);
  if (known) return known;
  const found: string[] = [];
  for (const unit of items.units) if (unit?.output?.kind === 'blob') found.push(unit.output.hash);
  blobsByItems.set(items, found);
  return found;
}

/** Variables for the answer to a question as seen from a unit, with nothing in them that is not read. */
function scopeFor(run: Run, unit: Unit | null, question: Question, context: EvaluationContext): { [name: string]: Json } {
  const { inputs, vars, environment } = run.created;
  const reading = readingFor(run, unit, question);
  const tasks: { [id: string]: Json } = {};
  for (const node of nodesRead(run, unit, reading.tasks, question)) tasks[node.program.id] ??= taskVariable(node.unit, context.blob);
  const scope: { [name: string]: Json } = { inputs, vars, environment, tasks };
  if (reading.mayReadRun) scope.run = runAsSeenFrom(run, unit);
  if (question === 'parameters') scope.secrets = context.secrets;
  return unit ? Object.assign(scope, itemVariables(unit, context.blob)) : scope;
}

function runAsSeenFrom(run: Run, unit: Unit | null): JsonObject {
  return unit?.path.startsWith('@') ? { ...runVariableOf(run), ...endVariables(run) } : runVariableOf(run);
}

export type Preparation =
  | { readonly type: 'run' }
  | { readonly type: 'skip' }
  | { readonly type: 'items'; readonly items: readonly Json[]; readonly keys?: readonly string[] }
  | { readonly type: 'failed'; readonly failure: Failure };

/** Answers a `prepare` effect: whether `when` lets the task run, and the items of `each`. */
export function evaluatePreparation(run: Run, path: string, context: EvaluationContext): Preparation {
  const unit = findUnit(run, path);
  if (!unit) return { type: 'skip' };
  const { when, each } = unit.node.program.task;
  const scope = scopeFor(run, unit, 'prepare', context);
  if (when !== undefined) {
    const answer = evaluateCondition(when, scope);
    if (!answer.ok) return { type: 'failed', failure: answer.failure };
    if (!answer.value) return { type: 'skip' };
  }
  return each ? evaluateItems(each, scope, path) : { type: 'run' };
}

const itemLimit = 1_000_000;

function evaluateItems(each: NonNullable<Task['each']>, scope: { [name: string]: Json }, path: string): Preparation {
  const answer = evaluateValue(each.in as Json, scope);
  if (!answer.ok) return { type: 'failed', failure: answer.failure };
  const items = answer.value;
  if (!Array.isArray(items))
    return {
      type: 'failed',
      failure: userFailure('not_a_list', `\`each.in\` of task \`${path}\` must give a list, but gave ${kindOf(items)}`),
    };
  if (items.length > itemLimit)
    return {
      type: 'failed',
      failure: userFailure(
        'too_many_items',
        `\`each.in\` of task \`${path}\` gave ${items.length} items; at most ${itemLimit} are allowed`,
      ),
    };
  if (each.key === undefined) return { type: 'items', items };
  const keys: string[] = [];
  for (const [index, item] of items.entries()) {
    const key = evaluateKey(each.key, { ...scope, [each.as ?? 'item']: item, index });
    if (!key.ok) return { type: 'failed', failure: key.failure };
    keys.push(key.value);
  }
  return { type: 'items', items, keys };
}

function evaluateKey(source: string, scope: { [name: string]: Json }): Result<string, Failure> {
  const answer = hasExpression(source) ? evaluateValue(source, scope) : evaluateExpression(source, scope);
  if (!answer.ok) return answer;
  return ok(typeof answer.value === 'string' ? answer.value : JSON.stringify(answer.value));
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  return isJsonObject(value) ? 'an object' : `a ${typeof value}`;
}

/** Resolves and parses `with`. Item expressions stay as source text; what goes into a shell text is quoted. */
export function resolveParameters(run: Run, path: string, manifest: TaskManifest, context: EvaluationContext): Result<unknown, Failure> {
  const unit = findUnit(run, path);
  if (!unit) return err(userFailure('unknown_task', `The run has no task ${path}`));
  const { program } = unit.node;
  if (program.constant?.manifest === manifest) return program.constant.parameters;
  const source = (program.task.with ?? {}) as JsonObject;
  const scope = scopeFor(run, unit, 'parameters', context);
  const resolved: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(source)) {
    const answer = resolveParameter(manifest, name, value, scope);
    if (!answer.ok) return err(withPlace(answer.failure, path, name));
    resolved[name] = answer.value;
  }
  const parsed = manifest.parameters.safeParse(resolved);
  if (parsed.success) {
    const parameters = ok(parsed.data);
    if (readingFor(run, unit, 'parameters').isConstant) program.constant = { manifest, parameters: freeze(parameters) };
    return parameters;
  }
  const messages = parsed.error.issues.map((issue) => `\`${['with', ...issue.path].join('.')}\`: ${issue.message}`);
  return err(userFailure('invalid_parameters', `Parameters of task \`${path}\` (${manifest.type}) are not valid: ${messages.join('; ')}`));
}

/** All attempts of all runs get the same, so none may change it. */
function freeze<T>(value: T): T {
  const isPlain =
    Array.isArray(value) || (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);
  if (!isPlain || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value as object)) freeze(inner);
  return Object.freeze(value);
}

function resolveParameter(manifest: TaskManifest, name: string, value: Json, scope: { [name: string]: Json }): Result<Json, Failure> {
  if (manifest.itemExpressions && Object.hasOwn(manifest.itemExpressions, name)) return ok(value);
  const quote = manifest.quoting && Object.hasOwn(manifest.quoting, name) ? manifest.quoting[name] : undefined;
  return quote && typeof value === 'string' ? quoteInto(value, quote, scope) : evaluateValue(value, scope);
}

function quoteInto(text: string, quote: (value: Json) => string, scope: { [name: string]: Json }): Result<Json, Failure> {
  const template = parseTemplate(text);
  if (!template.ok) return err(userFailure('expression_failed', template.failure.message));
  let out = '';
  for (const part of template.value.parts) {
    if (part.kind === 'text') {
      out += part.text;
      continue;
    }
    const answer = evaluateExpression(part.source, scope);
    if (!answer.ok) return answer;
    out += quote(answer.value);
  }
  return ok(out);
}

function withPlace(failure: Failure, path: string, parameter: string): Failure {
  return { ...failure, message: `Task \`${path}\`, parameter \`${parameter}\`: ${failure.message}` };
}

/** For expressions that a task evaluates itself, with more variables than the usual ones. Built once per attempt, then cheap per item. */
export function createEvaluator(
  run: Run,
  path: string,
  context: EvaluationContext,
): (source: Json, variables: { readonly [name: string]: Json }) => Result<Json, Failure> {
  const unit = findUnit(run, path);
  const base = scopeFor(run, unit, 'parameters', context);
  return (source, variables) => evaluateValue(source, { ...base, ...variables });
}

/** The text that stands for the parameters in the cache key, when `cache.key` gives one. */
export function evaluateCacheKey(run: Run, path: string, context: EvaluationContext): Result<string | null, Failure> {
  const unit = findUnit(run, path);
  const key = unit?.node.program.task.cache?.key;
  if (!unit || key === undefined) return ok(null);
  return evaluateKey(key, scopeFor(run, unit, 'parameters', context));
}

export type Completion =
  | { readonly type: 'done'; readonly output: Json }
  | { readonly type: 'again' }
  | { readonly type: 'failed'; readonly failure: Failure };

/** Answers a `complete` effect: whether `until` is content, and the group's outputs. */
export function evaluateCompletion(run: Run, path: string, context: EvaluationContext): Completion {
  const unit = findUnit(run, path);
  if (!unit) return { type: 'done', output: null };
  const { until, outputs } = unit.node.program.task;
  const scope = scopeFor(run, unit, 'complete', context);
  if (until) {
    const answer = evaluateCondition(until.condition, scope);
    if (!answer.ok) return { type: 'failed', failure: answer.failure };
    if (!answer.value) return { type: 'again' };
  }
  const answer = evaluateValue((outputs ?? null) as Json, scope);
  return answer.ok ? { type: 'done', output: answer.value } : { type: 'failed', failure: answer.failure };
}

/** Answers an `outputs` effect. */
export function evaluateOutputs(run: Run, context: EvaluationContext): Result<JsonObject, Failure> {
  const source = (run.program.workflow.outputs ?? {}) as JsonObject;
  const answer = evaluateValue(source, scopeFor(run, null, 'outputs', context));
  if (!answer.ok) return err({ ...answer.failure, code: 'outputs_failed', message: `Outputs of the workflow: ${answer.failure.message}` });
  return ok(answer.value as JsonObject);
}
