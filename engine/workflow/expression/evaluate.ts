// Evaluating the expressions of a document. One budget covers all expressions of one call.
import { type Failure, userFailure } from '../failure.ts';
import type { Json } from '../json.ts';
import { err, ok, type Result } from '../result.ts';
import { compileExpression, compileTemplate, type TemplateText } from './compile.ts';
import { ExpressionFault } from './fault.ts';
import { toText } from './functions/conversions.ts';
import { Budget, expressionLimits } from './limits.ts';
import type { ExpressionError } from './syntax.ts';
import { hasExpression } from './template.ts';
import { describeKind, isList, measure, setField, settle } from './value.ts';

/** The variables of an expression: `inputs`, `tasks`, `vars`, … */
export type Scope = { readonly [name: string]: Json };

/**
 * The value of one expression, without braces. An optional gives its value, or null. Failures are of kind `user`, with code
 * `expression_failed` or `expression_too_costly` and `details` `{ source, start, end }` (offsets in the source).
 */
export function evaluateExpression(source: string, scope: Scope): Result<Json, Failure> {
  return guard(() => evaluateSource(source, scope, new Budget()));
}

/**
 * A value with every expression in its texts replaced. A text that is exactly one expression keeps the type of its value; otherwise
 * values are put into the text: texts as they are, null as nothing, everything else as compact JSON. Keys are left alone.
 */
export function evaluateValue(value: Json, scope: Scope): Result<Json, Failure> {
  return guard(() => resolve(value, scope, new Budget(), 0));
}

/** The value of a condition: `{{ … }}` or the bare expression. */
export function evaluateCondition(source: string | boolean, scope: Scope): Result<boolean, Failure> {
  if (typeof source === 'boolean') return ok(source);
  const value = source.trimStart().startsWith('{{') ? evaluateValue(source, scope) : evaluateExpression(source, scope);
  if (!value.ok) return value;
  if (typeof value.value === 'boolean') return ok(value.value);
  const details = { source, start: 0, end: source.length };
  const message = `The condition \`${shorten(source)}\` must give true or false, but gives ${describeKind(value.value)}.`;
  return err(userFailure('expression_failed', message, details));
}

/** Carries a finished failure out of a nested value. */
class Stop extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

function guard<T>(run: () => T): Result<T, Failure> {
  try {
    return ok(run());
  } catch (thrown) {
    if (thrown instanceof Stop) return err(thrown.failure);
    throw thrown;
  }
}

function evaluateSource(source: string, scope: Scope, budget: Budget): Json {
  const expression = compileExpression(source);
  if (!expression.ok) throw new Stop(failureOfError(expression.failure, source));
  return attempt(source, () => {
    const value = settle(expression.value.run(scope, budget));
    measure(value, expression.value.isReference ? budget.passing() : budget);
    return value;
  });
}

function attempt<T>(source: string, run: () => T): T {
  try {
    return run();
  } catch (thrown) {
    if (thrown instanceof ExpressionFault) throw new Stop(failureOfFault(thrown, source));
    throw thrown;
  }
}

function resolve(value: Json, scope: Scope, budget: Budget, depth: number): Json {
  if (typeof value === 'string') return hasExpression(value) ? resolveText(value, scope, budget) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= expressionLimits.resultDepth) {
    const message = `A value with expressions is nested more than ${expressionLimits.resultDepth} levels deep.`;
    throw new Stop(userFailure('expression_failed', message));
  }
  return isList(value) ? value.map((item) => resolve(item, scope, budget, depth + 1)) : resolveMap(value, scope, budget, depth);
}

function resolveMap(value: Scope, scope: Scope, budget: Budget, depth: number): Json {
  const resolved: { [key: string]: Json } = {};
  for (const key of Object.keys(value)) {
    const inner = resolve(value[key] as Json, scope, budget, depth + 1);
    if (key === '__proto__') attempt(key, () => setField(resolved, key, inner));
    else resolved[key] = inner;
  }
  return resolved;
}

function resolveText(text: string, scope: Scope, budget: Budget): Json {
  const template = compileTemplate(text);
  if (!template.ok) throw new Stop(failureOfError(template.failure, text));
  const [first] = template.value.parts;
  if (template.value.whole && typeof first === 'object') return evaluateSource(first.source, scope, budget);
  return attempt(text, () => fill(template.value, scope, budget));
}

function fill(template: TemplateText, scope: Scope, budget: Budget): string {
  let filled = '';
  for (const part of template.parts) {
    filled += typeof part === 'string' ? part : toText(evaluateSource(part.source, scope, budget), budget);
    budget.spendText(filled.length);
  }
  return filled;
}

function failureOfError(error: ExpressionError, source: string): Failure {
  const message = `The expression \`${shorten(source)}\` is not valid: ${error.message}`;
  return userFailure('expression_failed', message, { source, start: error.start, end: error.end });
}

function failureOfFault(fault: ExpressionFault, source: string): Failure {
  const isTooCostly = fault.code === 'too_costly';
  const message = isTooCostly
    ? `The expression \`${shorten(source)}\` was stopped: ${fault.explanation}.`
    : `The expression \`${shorten(source)}\` failed: ${fault.explanation}.`;
  const details = { source, start: fault.position?.start ?? 0, end: fault.position?.end ?? source.length };
  return userFailure(isTooCostly ? 'expression_too_costly' : 'expression_failed', message, details);
}

function shorten(source: string): string {
  const text = source.trim();
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}
