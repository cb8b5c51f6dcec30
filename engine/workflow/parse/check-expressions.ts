import { checkExpression, type ExpressionProblem, type ScopeShape } from '../expression/check.ts';
import { hasExpression, parseTemplate } from '../expression/template.ts';
import type { TaskPlace } from '../graph/walk.ts';
import type { JsonPath } from '../problem.ts';
import type { CheckContext } from './context.ts';
import { addAll, error, type Finding } from './finding.ts';
import { isProblemCode } from './problem-codes.ts';
import { subjectOf } from './subject.ts';
import { reservedNames, variableScopes } from './variables.ts';

type Look = {
  /** `{{ … }}` anywhere in any string below the value. */
  readonly texts: (value: unknown, path: JsonPath, scope: () => ScopeShape) => void;
  /** One expression, with or without braces around it. */
  readonly condition: (value: unknown, path: JsonPath, scope: () => ScopeShape) => void;
  readonly report: (finding: Finding) => void;
};

/** Every expression of the workflow: its syntax, and what it may refer to at its place. */
export function checkExpressions(context: CheckContext): Finding[] {
  const findings: Finding[] = [];
  const look = createLook(findings);
  const scopes = variableScopes(context);
  const { workflow } = context;
  for (const place of context.places) if (!isUncertain(place, context)) checkTask(place, context, scopes, look);
  for (const [name, input] of Object.entries(workflow.inputs ?? {})) look.texts(input.default, ['inputs', name, 'default'], scopes.start);
  for (const [name, trigger] of Object.entries(workflow.triggers ?? {}))
    look.texts(trigger.inputs, ['triggers', name, 'inputs'], scopes.start);
  look.texts(workflow.outputs, ['outputs'], scopes.end);
  for (const [name, hook] of Object.entries(workflow.hooks ?? {})) {
    const path = ['hooks', name];
    checkParameterTexts(hook, path, context, scopes.hook, look);
    look.condition(hook.when, [...path, 'when'], scopes.hook);
    checkRetry(hook.retry, path, scopes.retry, look);
  }
  return findings;
}

/** A part of the task or of a group around it was cut out, perhaps the `each` that names the item. */
function isUncertain(place: TaskPlace, context: CheckContext): boolean {
  for (let at: TaskPlace | null = place; at; at = at.group) if (context.isDamaged(at.jsonPath)) return true;
  return false;
}

function checkTask(place: TaskPlace, context: CheckContext, scopes: ReturnType<typeof variableScopes>, look: Look): void {
  const { task, jsonPath } = place;
  const during = () => scopes.during(place);
  const inside = () => scopes.inside(place);
  checkParameterTexts(task, jsonPath, context, during, look);
  look.condition(task.when, [...jsonPath, 'when'], () => scopes.before(place));
  look.condition(task.cache?.key, [...jsonPath, 'cache', 'key'], during);
  checkRetry(task.retry, jsonPath, scopes.retry, look);
  if (task.each) checkEach(place, task.each, () => scopes.before(place), during, look);
  look.condition(task.until?.condition, [...jsonPath, 'until', 'condition'], inside);
  look.texts(task.outputs, [...jsonPath, 'outputs'], inside);
}

function checkEach(
  place: TaskPlace,
  each: NonNullable<TaskPlace['task']['each']>,
  before: () => ScopeShape,
  during: () => ScopeShape,
  look: Look,
) {
  const path = [...place.jsonPath, 'each'];
  look.texts(each.in, [...path, 'in'], before);
  look.condition(each.key, [...path, 'key'], during);
  if (typeof each.in === 'string' && !isWhole(each.in)) {
    const fix = { title: 'Put it into {{ }}', action: 'replace' as const, path: [...path, 'in'], value: `{{ ${each.in} }}` };
    const message = `Task \`${place.path}\`: \`each.in\` must be a list or exactly one {{ expression }} that gives one, but is text.`;
    look.report(error('not_a_list', [...path, 'in'], message, hasExpression(each.in) ? {} : { fix }));
  }
  if (each.as !== undefined && reservedNames.has(each.as)) {
    const message = `Task \`${place.path}\`: the item cannot be called \`${each.as}\`, because expressions use that name already. Choose another.`;
    look.report(error('reserved_name', [...path, 'as'], message));
  }
}

/** An expression that does not parse is another check's problem. */
function isWhole(text: string): boolean {
  const template = parseTemplate(text);
  return !template.ok || template.value.whole;
}

function checkRetry(retry: TaskPlace['task']['retry'], owner: JsonPath, scope: () => ScopeShape, look: Look): void {
  look.condition(retry?.on?.if, [...owner, 'retry', 'on', 'if'], scope);
  look.condition(retry?.notOn?.if, [...owner, 'retry', 'notOn', 'if'], scope);
}

function checkParameterTexts(
  task: { readonly type: string; readonly with?: { readonly [name: string]: unknown } | undefined },
  owner: JsonPath,
  context: CheckContext,
  scope: () => ScopeShape,
  look: Look,
): void {
  if (!task.with) return;
  const own = context.catalog.get(task.type)?.itemExpressions ?? {};
  for (const [name, value] of Object.entries(task.with)) {
    const names = Object.hasOwn(own, name) ? own[name] : undefined;
    look.texts(value, [...owner, 'with', name], () => withSecrets(scope(), names ?? []));
  }
}

function withSecrets(scope: ScopeShape, names: readonly string[]): ScopeShape {
  const more = Object.fromEntries(names.map((name) => [name, { kind: 'any' as const }]));
  return { ...scope, variables: { ...scope.variables, ...more }, secrets: true };
}

function createLook(findings: Finding[]): Look {
  const texts = (value: unknown, path: JsonPath, scope: () => ScopeShape) => {
    if (typeof value === 'string') {
      if (hasExpression(value)) addAll(findings, checkText(value, path, scope()));
    } else if (Array.isArray(value)) for (const [index, item] of value.entries()) texts(item, [...path, index], scope);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) texts(item, [...path, key], scope);
    }
  };
  const condition = (value: unknown, path: JsonPath, scope: () => ScopeShape) => {
    if (typeof value !== 'string') return;
    if (!value.trimStart().startsWith('{{')) addAll(findings, checkSource(value, value, 0, path, scope()));
    else addAll(findings, [...checkText(value, path, scope()), ...mixedText(value, path)]);
  };
  return { texts, condition, report: (finding) => findings.push(finding) };
}

function mixedText(text: string, path: JsonPath): Finding[] {
  if (isWhole(text)) return [];
  const { name, field } = subjectOf(path);
  return [error('mixed_condition', path, `${name}: \`${field}\` must be exactly one expression. Put all of it into one pair of braces.`)];
}

function checkText(text: string, path: JsonPath, scope: ScopeShape): Finding[] {
  const template = parseTemplate(text);
  if (!template.ok) return [expressionFinding(template.failure, text, 0, path)];
  return template.value.parts.flatMap((part) =>
    part.kind === 'expression' ? checkSource(part.source, text, part.start, path, scope) : [],
  );
}

function checkSource(source: string, text: string, offset: number, path: JsonPath, scope: ScopeShape): Finding[] {
  return checkExpression(source, scope).map((problem) => expressionFinding(problem, text, offset, path));
}

/** `offset`: where the expression starts in the string at the path. */
function expressionFinding(problem: ExpressionProblem, text: string, offset: number, path: JsonPath): Finding {
  const span = { start: offset + problem.start, end: offset + problem.end };
  const { name, field } = subjectOf(path);
  const { suggestion } = problem;
  const value = suggestion === undefined ? '' : text.slice(0, span.start) + suggestion + text.slice(span.end);
  const fix = suggestion === undefined ? undefined : { title: `Change to ${suggestion}`, action: 'replace' as const, path, value };
  const code = isProblemCode(problem.code) ? problem.code : 'invalid_expression';
  return error(code, path, `${name}, \`${field}\`: ${problem.message}`, { span, fix });
}
