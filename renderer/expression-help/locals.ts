import { anything, type Shape } from '../../engine/workflow/expression/shape.ts';
import { openCalls } from './calls.ts';
import { findEntry, signatureForms } from './functions.ts';
import { type ExpressionScope, sourceShape } from './place.ts';
import type { ExpressionToken } from './tokens.ts';

/** The variables that forms around an offset name, such as `x` inside of `xs.map(x, …)`, with their shapes. */
export function localsAt(source: string, tokens: readonly ExpressionToken[], offset: number, scope: ExpressionScope): Map<string, Shape> {
  const locals = new Map<string, Shape>();
  for (const call of openCalls(tokens, offset)) {
    const variable = call.before[0]?.[0];
    if (!variable || call.before[0]?.length !== 1 || !namesVariable(call.name)) continue;
    const bound = call.before[1];
    if (call.receiver) locals.set(variable.text, itemsOf(sourceShape(source.slice(call.receiver.start, call.receiver.end), scope, locals)));
    else if (bound) locals.set(variable.text, sourceShape(textOf(source, bound), scope, locals));
  }
  return locals;
}

/** The forms whose first argument is written `x`. */
function namesVariable(name: string): boolean {
  const entry = findEntry(name);
  return entry !== undefined && signatureForms(entry)[0]?.parameters[0] === 'x';
}

function itemsOf(shape: Shape): Shape {
  if (shape.kind === 'list') return shape.items;
  return shape.kind === 'object' ? { kind: 'string' } : anything;
}

function textOf(source: string, tokens: readonly ExpressionToken[]): string {
  return source.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
}
