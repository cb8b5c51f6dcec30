// Whether an expression is cheap enough to be worked out while somebody types.
import { compileTemplate, parseExpression } from '../../../engine/workflow/expression/compile.ts';
import type { Scope } from '../../../engine/workflow/expression/evaluate.ts';
import { ExpressionFault } from '../../../engine/workflow/expression/fault.ts';
import { Budget } from '../../../engine/workflow/expression/limits.ts';
import { hasExpression } from '../../../engine/workflow/expression/template.ts';

/** Steps of the engine's own measure: some 30 ms. The engine allows a hundred times as many. */
const mostSteps = 100_000;

/** False when one of the expressions of a text costs too much for a preview. What is wrong with them otherwise is no matter here. */
export function isWithinBudget(text: string, scope: Scope, isBare: boolean): boolean {
  const sources = isBare && !hasExpression(text) ? [text] : sourcesOf(text);
  return sources.every((source) => isCheap(source, scope));
}

function sourcesOf(text: string): readonly string[] {
  const template = compileTemplate(text);
  return template.ok ? template.value.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.source])) : [];
}

function isCheap(source: string, scope: Scope): boolean {
  const parsed = parseExpression(source);
  if (!parsed.ok || parsed.value.isReference || parsed.value.errors.length > 0) return true;
  try {
    parsed.value.run(scope, new Budget(mostSteps));
    return true;
  } catch (thrown) {
    if (thrown instanceof ExpressionFault) return thrown.code !== 'too_costly';
    throw thrown;
  }
}
