// Validation by JSON Schema 2020-12: interpreted, without code generation, with a budget.
import { userFailure } from '../../workflow/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../../workflow/json.ts';
import { TaskFailure } from '../execution.ts';
import { type Applicator, applicators } from './applicators.ts';
import { type Assertion, assertions } from './assertions.ts';
import { createSchemaDocument, invalidSchema } from './schema-document.ts';
import { type Check, newSeen, report, type ValidationError, type ValidationRun } from './validation-run.ts';

/** Deep enough for every honest value; schemas that refer to themselves in a circle end here. */
const maxDepth = 400;
/** A schema of nested choices could take for ever otherwise. */
const freeChecks = 1_000_000;
const checksPerValue = 20;

/** The first errors, at most 50; empty when the value is valid. Throws `TaskFailure` (`invalid_schema`, `validation_too_costly`). */
export function validateValue(schema: Json, value: Json): readonly ValidationError[] {
  const errors: ValidationError[] = [];
  const budget = { checksLeft: freeChecks + checksPerValue * countValues(value) };
  const run: ValidationRun = { document: createSchemaDocument(schema), check: createCheck(), errors, budget, depth: 0 };
  run.check(schema, value, '', newSeen(run), run);
  return errors;
}

function countValues(value: Json): number {
  const pending: Json[] = [value];
  let count = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    count += 1;
    if (typeof next === 'object' && next !== null) for (const part of Object.values(next)) pending.push(part);
  }
  return count;
}

/** The keywords that a schema has, in the order in which they apply. */
type Plan = {
  readonly assertions: readonly { readonly keyword: string; readonly expected: Json; readonly check: Assertion }[];
  readonly applicators: readonly { readonly expected: Json; readonly apply: Applicator }[];
};

function createCheck(): Check {
  const plans = new Map<JsonObject, Plan>();
  return (schema, value, path, seen, run) => {
    if (schema === true) return true;
    if (schema === false) return report(run, path, 'false', 'is not allowed here');
    if (!isJsonObject(schema)) throw invalidSchema('where a schema is expected there is something else.');
    spend(run);
    const plan = plans.get(schema) ?? planOf(schema);
    plans.set(schema, plan);
    let isValid = true;
    for (const { keyword, expected, check } of plan.assertions) {
      const message = check(expected, value);
      if (message !== null) isValid = report(run, path, keyword, message);
    }
    run.depth += 1;
    for (const { expected, apply } of plan.applicators) {
      if (!apply({ schema, expected, value, path, seen, run })) isValid = false;
    }
    run.depth -= 1;
    return isValid;
  };
}

function planOf(schema: JsonObject): Plan {
  const ownEntries = <T>(table: ReadonlyMap<string, T>) =>
    [...table].flatMap(([keyword, use]) => {
      const expected = Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
      return expected === undefined ? [] : [{ keyword, expected, use }];
    });
  return {
    assertions: ownEntries(assertions).map(({ keyword, expected, use }) => ({ keyword, expected, check: use })),
    applicators: ownEntries(applicators).map(({ expected, use }) => ({ expected, apply: use })),
  };
}

function spend(run: ValidationRun): void {
  run.budget.checksLeft -= 1;
  if (run.depth > maxDepth) throw invalidSchema(`checking went more than ${maxDepth} levels deep. Does it refer to itself in a circle?`);
  if (run.budget.checksLeft > 0) return;
  const message =
    'Checking the value takes too long. Simplify the choices (anyOf, oneOf) of the schema, or check smaller parts of the value.';
  throw new TaskFailure(userFailure('validation_too_costly', message));
}
