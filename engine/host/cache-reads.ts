// What a cached result depends on besides resolved parameters: what its item expressions read, and where the task ran.
import { createEvaluator, type EvaluationContext } from '../run/evaluate.ts';
import type { TaskManifest } from '../workflow/catalog.ts';
import { referencesOf } from '../workflow/expression/references.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import type { AttemptWork } from './attempts.ts';

/** Values outside the items that item expressions refer to, by reference; absent where there is nothing. */
export function readByItemExpressions(
  { live, unit }: AttemptWork,
  { itemExpressions }: TaskManifest,
  context: EvaluationContext,
): { readonly [reference: string]: Json } {
  const values: { [reference: string]: Json } = {};
  if (!itemExpressions) return values;
  const evaluate = createEvaluator(live.run, unit.path, context);
  const source = (unit.node.program.task.with ?? {}) as JsonObject;
  for (const [parameter, ownNames] of Object.entries(itemExpressions)) {
    if (!Object.hasOwn(source, parameter)) continue;
    for (const { path } of referencesOf(source[parameter] as Json)) {
      const [root, ...steps] = path;
      if (typeof root !== 'string' || ownNames.includes(root)) continue;
      const reference = root + steps.map((step) => `[${JSON.stringify(step)}]`).join('');
      const answer = evaluate(`{{ ${reference} }}`, {});
      if (answer.ok) values[reference] = answer.value;
    }
  }
  return values;
}

/**
 * Results of pure tasks are the same everywhere. Others depend on the folder they run in and are one workflow's own, as what the workflow
 * may do is; so is the meaning of a key that its author chose.
 */
export function placeOf({ live, unit }: AttemptWork, { effects }: TaskManifest): JsonObject | null {
  if (effects === 'pure' && unit.node.program.task.cache?.key === undefined) return null;
  const { workflow } = live.run.program;
  return { workflow: workflow.id, folder: live.host.folder, permissions: (workflow.permissions ?? null) as Json };
}
