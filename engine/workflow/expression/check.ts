// Checks an expression against what is known about its variables, before anything runs.
import { type ParsedExpression, parseExpression } from './compile.ts';
import { Inference } from './infer.ts';
import type { Shape } from './shape.ts';
import type { ExpressionError } from './syntax.ts';

export type { Shape } from './shape.ts';
export { shapeFromJsonSchema } from './shape.ts';

export type ExpressionProblem = ExpressionError;

export type ScopeShape = {
  readonly variables: { readonly [name: string]: Shape };
  readonly tasks: {
    readonly known: ReadonlySet<string>;
    /** Whether the task has always ended when the expression is evaluated. */
    readonly upstream: (id: string) => boolean;
    readonly output: (id: string) => Shape;
  };
  /** Whether `secrets` may be used here. */
  readonly secrets: boolean;
};

/**
 * Everything that is known to be wrong with an expression, in the order of the source. Codes: `syntax`, `expression_too_large`,
 * `expression_empty`, `not_supported`, `unknown_function`, `wrong_arguments`, `unknown_variable`, `unknown_task`, `task_not_upstream`,
 * `unknown_field`, `wrong_type`, `secret_not_allowed`. Offsets are in the source; `suggestion` may replace what they span.
 */
export function checkExpression(source: string, shape: ScopeShape): readonly ExpressionProblem[] {
  const parsed = parseExpression(source);
  return parsed.ok ? checkParsed(parsed.value, shape) : [parsed.failure];
}

/** The same for what parses. */
export function checkParsed({ node, source, errors }: ParsedExpression, shape: ScopeShape): readonly ExpressionProblem[] {
  const inference = new Inference(shape, source);
  inference.shapeOf(node);
  if (errors.length === 0 && inference.problems.length < 2) return inference.problems;
  return [...errors, ...inference.problems].sort((a, b) => a.start - b.start);
}
