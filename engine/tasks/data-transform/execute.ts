import type { Json } from '../../workflow/json.ts';
import { succeeded, type TaskContext, type TaskType } from '../execution.ts';
import { groupItems } from './group-items.ts';
import { expressionFailure, type ItemEvaluator } from './item-evaluator.ts';
import { type DataTransformParameters, dataTransformManifest } from './manifest.ts';
import { sortItems } from './sort-items.ts';
import { keyOf } from './value-key.ts';

export const dataTransform: TaskType<DataTransformParameters> = {
  manifest: dataTransformManifest,
  execute: (parameters, context) => succeeded(transform(parameters, createEvaluator(context))),
};

/** The steps, in the order that the documentation promises. */
function transform(parameters: DataTransformParameters, evaluate: ItemEvaluator): Json {
  const { where, select, flatten, unique, groupBy, sortBy, offset, limit } = parameters;
  let items: readonly Json[] = parameters.items;
  if (where !== undefined) items = keepWhere(items, where, evaluate);
  if (select !== undefined) items = items.map((item, index) => evaluate('select', select, item, index));
  if (flatten) items = items.flat() as readonly Json[];
  if (unique !== undefined) items = keepUnique(items, unique, evaluate);
  if (groupBy !== undefined) items = groupItems(items, groupBy, parameters.aggregate, evaluate);
  if (sortBy !== undefined) items = sortItems(items, sortBy, evaluate);
  return offset > 0 || limit !== undefined ? items.slice(offset, limit === undefined ? undefined : offset + limit) : items;
}

function createEvaluator(context: TaskContext): ItemEvaluator {
  return (step, source, item, index) => {
    try {
      return context.evaluate(source, { item, index });
    } catch (error) {
      throw expressionFailure(error, step, index);
    }
  };
}

function keepWhere(items: readonly Json[], where: string | boolean, evaluate: ItemEvaluator): readonly Json[] {
  // A condition may be written bare, as `when` of a task may.
  const source = typeof where === 'string' && !where.includes('{{') ? `{{ ${where} }}` : where;
  return items.filter((item, index) => {
    const value = evaluate('where', source, item, index);
    if (typeof value !== 'boolean')
      throw expressionFailure(`gives ${JSON.stringify(value)?.slice(0, 100)} instead of true or false`, 'where', index);
    return value;
  });
}

function keepUnique(items: readonly Json[], unique: true | string, evaluate: ItemEvaluator): readonly Json[] {
  const seen = new Set<string>();
  return items.filter((item, index) => {
    const key = keyOf(unique === true ? item : evaluate('unique', unique, item, index));
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
