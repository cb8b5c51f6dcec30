import { parseExpression } from '../../engine/workflow/expression/compile.ts';
import type { Json } from '../../engine/workflow/json.ts';
import type { Known } from './known.ts';
import type { ExpressionScope } from './place.ts';

/** The value that a chain of members had in the last run; undefined when it is something else, or nothing is known. */
export function seenValue(source: string, scope: ExpressionScope, known: Known): Json | undefined {
  const parsed = parseExpression(source);
  if (!parsed.ok || !parsed.value.isReference) return undefined;
  const [path] = parsed.value.references.map((reference) => reference.path);
  if (!path) return undefined;
  const [root, id, field, ...rest] = path;
  if (root === 'inputs' || root === 'vars') return follow(known[root], path.slice(1));
  const place = root === 'tasks' && field === 'output' ? scope.taskNamed(String(id)) : undefined;
  return place && follow(known.output?.(place.path), rest);
}

function follow(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as { readonly [key: string]: Json })[key];
  }
  return at;
}
