// The keywords of JSON Schema that apply further schemas to a value or to its parts.
import { isJsonObject, type Json, type JsonObject } from '../../workflow/json.ts';
import { invalidSchema, ownValue } from './schema-document.ts';
import { newSeen, report, type Seen, type ValidationRun } from './validation-run.ts';

type Application = {
  readonly schema: JsonObject;
  readonly expected: Json;
  readonly value: Json;
  readonly path: string;
  readonly seen: Seen;
  readonly run: ValidationRun;
};
export type Applicator = (application: Application) => boolean;

/** `unevaluated…` come last: they are about what no other keyword looked at. */
export const applicators: ReadonlyMap<string, Applicator> = new Map<string, Applicator>([
  ['$ref', applyReference],
  ['$dynamicRef', applyReference],
  ['pattern', applyPattern],
  ['allOf', applyAllOf],
  ['anyOf', applyAnyOf],
  ['oneOf', applyOneOf],
  ['not', applyNot],
  ['if', applyIf],
  ['properties', applyProperties],
  ['patternProperties', applyPatternProperties],
  ['additionalProperties', applyAdditionalProperties],
  ['propertyNames', applyPropertyNames],
  ['dependentSchemas', applyDependentSchemas],
  ['prefixItems', applyPrefixItems],
  ['items', applyItems],
  ['contains', applyContains],
  ['unevaluatedProperties', applyUnevaluatedProperties],
  ['unevaluatedItems', applyUnevaluatedItems],
]);

function applyReference({ schema, expected, value, path, seen, run }: Application): boolean {
  if (typeof expected !== 'string') throw invalidSchema('`$ref` has to be a text.');
  return run.check(run.document.resolve(expected, schema), value, path, seen, run);
}

function applyPattern({ expected, value, path, run }: Application): boolean {
  if (typeof expected !== 'string') throw invalidSchema('`pattern` has to be a text.');
  if (typeof value !== 'string' || run.document.matches(expected, value)) return true;
  return report(run, path, 'pattern', `must match ${JSON.stringify(expected)}`);
}

function applyAllOf({ expected, value, path, seen, run }: Application): boolean {
  return listOf(expected).filter((schema) => !run.check(schema, value, path, seen, run)).length === 0;
}

function applyAnyOf({ expected, value, path, seen, run }: Application): boolean {
  const valid = countValid(listOf(expected), { value, path, seen, run });
  return valid > 0 || report(run, path, 'anyOf', 'must fit at least one of the schemas of anyOf');
}

function applyOneOf({ expected, value, path, seen, run }: Application): boolean {
  const valid = countValid(listOf(expected), { value, path, seen, run });
  return (
    valid === 1 || report(run, path, 'oneOf', `must fit exactly one of the schemas of oneOf, and fits ${valid === 0 ? 'none' : valid}`)
  );
}

type Place = Pick<Application, 'value' | 'path' | 'seen' | 'run'>;

/** What an alternative looked at counts only if it fits. */
function countValid(schemas: readonly Json[], { value, path, seen, run }: Place): number {
  let valid = 0;
  for (const schema of schemas) {
    const seenHere = newSeen(run);
    if (!run.check(schema, value, path, seenHere, silent(run))) continue;
    valid += 1;
    merge(seen, seenHere);
  }
  return valid;
}

function applyNot({ expected, value, path, run }: Application): boolean {
  return !run.check(expected, value, path, newSeen(run), silent(run)) || report(run, path, 'not', 'must not fit the schema of not');
}

function applyIf({ schema, expected, value, path, seen, run }: Application): boolean {
  const seenHere = newSeen(run);
  const isMet = run.check(expected, value, path, seenHere, silent(run));
  if (isMet) merge(seen, seenHere);
  const next = ownValue(schema, isMet ? 'then' : 'else');
  return next === undefined || run.check(next, value, path, seen, run);
}

function applyProperties({ expected, value, path, seen, run }: Application): boolean {
  if (!isJsonObject(value) || !isJsonObject(expected)) return true;
  let isValid = true;
  for (const [name, schema] of Object.entries(expected)) {
    if (Object.hasOwn(value, name) && !checkField(schema, value, name, path, seen, run)) isValid = false;
  }
  return isValid;
}

function applyPatternProperties({ expected, value, path, seen, run }: Application): boolean {
  if (!isJsonObject(value) || !isJsonObject(expected)) return true;
  let isValid = true;
  for (const [pattern, schema] of Object.entries(expected)) {
    for (const name of Object.keys(value)) {
      if (run.document.matches(pattern, name) && !checkField(schema, value, name, path, seen, run)) isValid = false;
    }
  }
  return isValid;
}

function applyAdditionalProperties({ schema, expected, value, path, seen, run }: Application): boolean {
  if (!isJsonObject(value)) return true;
  const properties = ownValue(schema, 'properties') ?? {};
  const patterns = Object.keys((ownValue(schema, 'patternProperties') ?? {}) as JsonObject);
  const isNamed = (name: string): boolean =>
    Object.hasOwn(properties as JsonObject, name) || patterns.some((pattern) => run.document.matches(pattern, name));
  const others = Object.keys(value).filter((name) => !isNamed(name));
  return others.filter((name) => !checkField(expected, value, name, path, seen, run)).length === 0;
}

function applyPropertyNames({ expected, value, path, run }: Application): boolean {
  if (!isJsonObject(value)) return true;
  const wrong = Object.keys(value).filter((name) => !run.check(expected, name, path, newSeen(run), silent(run)));
  return (
    wrong.length === 0 || report(run, path, 'propertyNames', `must not have the field ${JSON.stringify(wrong[0])}: its name does not fit`)
  );
}

function applyDependentSchemas({ expected, value, path, seen, run }: Application): boolean {
  if (!isJsonObject(value) || !isJsonObject(expected)) return true;
  const due = Object.entries(expected).filter(([name]) => Object.hasOwn(value, name));
  return due.filter(([, schema]) => !run.check(schema, value, path, seen, run)).length === 0;
}

function applyPrefixItems({ expected, value, path, seen, run }: Application): boolean {
  if (!Array.isArray(value)) return true;
  const schemas = listOf(expected).slice(0, value.length);
  return schemas.filter((schema, index) => !checkItem(schema, value, index, path, seen, run)).length === 0;
}

function applyItems({ schema, expected, value, path, seen, run }: Application): boolean {
  if (!Array.isArray(value)) return true;
  const prefix = ownValue(schema, 'prefixItems');
  let isValid = true;
  for (let index = Array.isArray(prefix) ? prefix.length : 0; index < value.length; index += 1) {
    if (!checkItem(expected, value, index, path, seen, run)) isValid = false;
  }
  return isValid;
}

function applyContains({ schema, expected, value, path, seen, run }: Application): boolean {
  if (!Array.isArray(value)) return true;
  const least = ownValue(schema, 'minContains') ?? 1;
  const most = ownValue(schema, 'maxContains') ?? Number.POSITIVE_INFINITY;
  if (typeof least !== 'number' || typeof most !== 'number') throw invalidSchema('`minContains` and `maxContains` have to be numbers.');
  const fitting = value.map((_, index) => index).filter((index) => checkItem(expected, value, index, path, newSeen(run), silent(run)));
  if (run.document.hasUnevaluated) for (const index of fitting) seen.items.add(index);
  if (fitting.length >= least && fitting.length <= most) return true;
  return report(
    run,
    path,
    'contains',
    `must hold at least ${least}${most === Number.POSITIVE_INFINITY ? '' : ` and at most ${most}`} fitting items`,
  );
}

function applyUnevaluatedProperties({ expected, value, path, seen, run }: Application): boolean {
  if (!isJsonObject(value)) return true;
  const others = Object.keys(value).filter((name) => !seen.names.has(name));
  return others.filter((name) => !checkField(expected, value, name, path, seen, run)).length === 0;
}

function applyUnevaluatedItems({ expected, value, path, seen, run }: Application): boolean {
  if (!Array.isArray(value)) return true;
  const others = value.map((_, index) => index).filter((index) => !seen.items.has(index));
  return others.filter((index) => !checkItem(expected, value, index, path, seen, run)).length === 0;
}

function checkField(schema: Json, value: JsonObject, name: string, path: string, seen: Seen, run: ValidationRun): boolean {
  if (run.document.hasUnevaluated) seen.names.add(name);
  const field = ownValue(value, name);
  return field === undefined || run.check(schema, field, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, newSeen(run), run);
}

function checkItem(schema: Json, value: readonly Json[], index: number, path: string, seen: Seen, run: ValidationRun): boolean {
  if (run.document.hasUnevaluated) seen.items.add(index);
  return run.check(schema, value[index] ?? null, `${path}/${index}`, newSeen(run), run);
}

function silent(run: ValidationRun): ValidationRun {
  return run.errors === null ? run : { ...run, errors: null };
}

function merge(seen: Seen, more: Seen): void {
  for (const name of more.names) seen.names.add(name);
  for (const index of more.items) seen.items.add(index);
}

function listOf(schemas: Json): readonly Json[] {
  if (!Array.isArray(schemas)) throw invalidSchema('a list of schemas is expected where there is something else.');
  return schemas;
}
