import { userFailure } from '../../workflow/failure.ts';
import type { Json } from '../../workflow/json.ts';
import { TaskFailure } from '../execution.ts';

/** Evaluates the source text of a step for one item. Throws `TaskFailure` that names the step and the item. */
export type ItemEvaluator = (step: string, source: Json, item: Json, index: number) => Json;

/** A failure of an expression with the place added: `cause` is what evaluating threw, or what is wrong with the value it gave. */
export function expressionFailure(cause: unknown, step: string, index: number): unknown {
  const place = `In ${step}, at the item with index ${index}`;
  if (typeof cause === 'string')
    return new TaskFailure(userFailure('expression_failed', `${place}: the expression ${cause}.`, { step, index }));
  if (!(cause instanceof TaskFailure)) return cause;
  const { failure } = cause;
  return new TaskFailure({ ...failure, message: `${place}: ${failure.message}`, details: { ...failure.details, step, index } });
}
