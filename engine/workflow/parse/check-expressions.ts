import { checkParsed, type ExpressionProblem, type ScopeShape } from '../expression/check.ts';
import { compileTemplate, parseExpression } from '../expression/compile.ts';
import { hasExpression } from '../expression/template.ts';
import type { TaskPlace } from '../graph/walk.ts';
import type { JsonPath } from '../problem.ts';
import type { CheckContext, TasksRead } from './context.ts';
import { error, type Finding, type Findings } from './finding.ts';
import { isProblemCode } from './problem-codes.ts';
import { subjectOf } from './subject.ts';
import { reservedNames, variableScopes } from './variables.ts';

type Scope = () => ScopeShape;

/** Every expression of the workflow: its syntax, and what it may refer to at its place. */
export function checkExpressions(context: CheckContext, findings: Findings): void {
  const look = new Look(findings, context.tasksRead);
  const scopes = variableScopes(context);
  const { workflow } = context;
  for (const place of context.places) {
    if (findings.isFull) return;
    if (!isUncertain(place, context)) checkTask(place, context, scopes, look);
  }
  for (const [name, input] of Object.entries(workflow.inputs ?? {})) look.texts(input.default, ['inputs', name], ['default'], scopes.start);
  for (const [name, trigger] of Object.entries(workflow.triggers ?? {}))
    look.texts(trigger.inputs, ['triggers', name], ['inputs'], scopes.start);
  look.texts(workflow.outputs, [], ['outputs'], scopes.end);
  for (const [name, hook] of Object.entries(workflow.hooks ?? {})) {
    const path = ['hooks', name];
    checkParameterTexts(hook, path, context, scopes.hook, look);
    look.condition(hook.when, path, ['when'], scopes.hook);
    checkRetry(hook.retry, path, scopes.retry, look);
  }
}

/** A part of the task or of a group around it was cut out, perhaps the `each` that names the item. */
function isUncertain(place: TaskPlace, context: CheckContext): boolean {
  for (let at: TaskPlace | null = place; at; at = at.group) if (context.isDamaged(at.jsonPath)) return true;
  return false;
}

function checkTask(place: TaskPlace, context: CheckContext, scopes: ReturnType<typeof variableScopes>, look: Look): void {
  const { task, jsonPath } = place;
  const during = once(() => scopes.during(place));
  checkParameterTexts(task, jsonPath, context, during, look);
  if (task.when !== undefined) look.condition(task.when, jsonPath, ['when'], () => scopes.before(place));
  if (task.cache) look.condition(task.cache.key, jsonPath, ['cache', 'key'], during);
  if (task.retry) checkRetry(task.retry, jsonPath, scopes.retry, look);
  if (task.each) checkEach(place, task.each, () => scopes.before(place), during, look);
  const inside = () => scopes.inside(place);
  if (task.until) look.condition(task.until.condition, jsonPath, ['until', 'condition'], inside);
  if (task.outputs) look.texts(task.outputs, jsonPath, ['outputs'], inside);
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function checkEach(place: TaskPlace, each: NonNullable<TaskPlace['task']['each']>, before: Scope, during: Scope, look: Look) {
  const path = [...place.jsonPath, 'each'];
  look.texts(each.in, path, ['in'], before);
  look.condition(each.key, path, ['key'], during);
  if (typeof each.in === 'string' && !isWhole(each.in)) {
    const fix = { title: 'Put it into {{ }}', action: 'replace' as const, path: [...path, 'in'], value: `{{ ${each.in} }}` };
    const message = `Task \`${place.path}\`: \`each.in\` must be a list or exactly one {{ expression }} that gives one, but is text.`;
    look.findings.add(error('not_a_list', [...path, 'in'], message, hasExpression(each.in) ? {} : { fix }));
  }
  if (each.as !== undefined && reservedNames.has(each.as)) {
    const message = `Task \`${place.path}\`: the item cannot be called \`${each.as}\`, because expressions use that name already. Choose another.`;
    look.findings.add(error('reserved_name', [...path, 'as'], message));
  }
}

/** An expression that does not parse is another check's problem. */
function isWhole(text: string): boolean {
  const template = compileTemplate(text);
  return !template.ok || template.value.whole;
}

function checkRetry(retry: TaskPlace['task']['retry'], owner: JsonPath, scope: Scope, look: Look): void {
  look.condition(retry?.on?.if, owner, ['retry', 'on', 'if'], scope);
  look.condition(retry?.notOn?.if, owner, ['retry', 'notOn', 'if'], scope);
}

function checkParameterTexts(
  task: { readonly type: string; readonly with?: { readonly [name: string]: unknown } | undefined },
  owner: JsonPath,
  context: CheckContext,
  scope: Scope,
  look: Look,
): void {
  if (!task.with) return;
  const own = context.catalog.get(task.type)?.itemExpressions ?? {};
  const usual = once(() => withSecrets(scope(), []));
  for (const name of Object.keys(task.with)) {
    const names = Object.hasOwn(own, name) ? own[name] : undefined;
    look.texts(task.with[name], owner, ['with', name], names ? () => withSecrets(scope(), names) : usual);
  }
}

function withSecrets(scope: ScopeShape, names: readonly string[]): ScopeShape {
  if (names.length === 0) return { ...scope, secrets: true };
  const more = Object.fromEntries(names.map((name) => [name, { kind: 'any' as const }]));
  return { ...scope, variables: { ...scope.variables, ...more }, secrets: true };
}

/** Looks for expressions in values. What they may refer to is only worked out where there is one. */
class Look {
  readonly findings: Findings;
  readonly #tasksRead: TasksRead;
  /** Of the value looked at; one list for all, because there are many more places than problems. */
  readonly #path: (string | number)[] = [];

  constructor(findings: Findings, tasksRead: TasksRead) {
    this.findings = findings;
    this.#tasksRead = tasksRead;
  }

  /** `{{ … }}` anywhere in any string below the value at `fields` of the owner. */
  texts(value: unknown, owner: JsonPath, fields: JsonPath, scope: Scope): void {
    if (value === undefined) return;
    this.#start(owner, fields);
    this.#walk(value, scope);
  }

  /** One expression, with or without braces around it. */
  condition(value: unknown, owner: JsonPath, fields: JsonPath, scope: Scope): void {
    if (typeof value !== 'string') return;
    this.#start(owner, fields);
    if (!value.trimStart().startsWith('{{')) return this.#source(value, value, 0, scope());
    this.#text(value, scope());
    if (!isWhole(value)) this.findings.add(mixedText([...this.#path]));
  }

  #start(owner: JsonPath, fields: JsonPath): void {
    this.#path.length = 0;
    for (const segment of owner) this.#path.push(segment);
    for (const segment of fields) this.#path.push(segment);
  }

  #walk(value: unknown, scope: Scope): void {
    if (typeof value === 'string') {
      if (hasExpression(value)) this.#text(value, scope());
    } else if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) this.#walkInto(index, value[index], scope);
    } else if (typeof value === 'object' && value !== null) {
      for (const key of Object.keys(value)) this.#walkInto(key, (value as { readonly [key: string]: unknown })[key], scope);
    }
  }

  #walkInto(key: string | number, value: unknown, scope: Scope): void {
    if (this.findings.isFull) return;
    this.#path.push(key);
    this.#walk(value, scope);
    this.#path.pop();
  }

  #text(text: string, scope: ScopeShape): void {
    const template = compileTemplate(text);
    if (!template.ok) return this.#report(template.failure, text, 0);
    for (const part of template.value.parts) if (typeof part === 'object') this.#source(part.source, text, part.start, scope);
  }

  /** `offset`: where the expression starts in the string at the path. */
  #source(source: string, text: string, offset: number, scope: ScopeShape): void {
    if (this.findings.isFull) return;
    const parsed = parseExpression(source);
    if (!parsed.ok) return this.#report(parsed.failure, text, offset);
    for (const problem of checkParsed(parsed.value, scope)) this.#report(problem, text, offset);
    for (const { path } of parsed.value.references) if (path[0] === 'tasks') this.#read(path[1]);
  }

  #read(task: string | number | undefined): void {
    if (task === undefined) this.#tasksRead.all = true;
    else this.#tasksRead.ids.add(String(task));
  }

  #report(problem: ExpressionProblem, text: string, offset: number): void {
    this.findings.add(expressionFinding(problem, text, offset, [...this.#path]));
  }
}

function mixedText(path: JsonPath): Finding {
  const { name, field } = subjectOf(path);
  return error('mixed_condition', path, `${name}: \`${field}\` must be exactly one expression. Put all of it into one pair of braces.`);
}

function expressionFinding(problem: ExpressionProblem, text: string, offset: number, path: JsonPath): Finding {
  const span = { start: offset + problem.start, end: offset + problem.end };
  const { name, field } = subjectOf(path);
  const { suggestion } = problem;
  const value = suggestion === undefined ? '' : text.slice(0, span.start) + suggestion + text.slice(span.end);
  const fix = suggestion === undefined ? undefined : { title: `Change to ${suggestion}`, action: 'replace' as const, path, value };
  const code = isProblemCode(problem.code) ? problem.code : 'invalid_expression';
  return error(code, path, `${name}, \`${field}\`: ${problem.message}`, { span, fix });
}
