// A JSON Schema as a document: what is a schema in it, what its references lead to, and its patterns compiled to RE2.
import { RE2JS } from 're2js';
import { userFailure } from '../../workflow/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../../workflow/json.ts';
import { TaskFailure } from '../execution.ts';

export type SchemaDocument = {
  readonly root: Json;
  /** What a `$ref` in the schema `from` leads to. Throws `invalid_schema` outside of the document: nothing is ever loaded. */
  readonly resolve: (reference: string, from: JsonObject) => Json;
  /** Whether a text matches somewhere, in time linear in its length. Throws `invalid_schema`. */
  readonly matches: (pattern: string, text: string) => boolean;
  /** Whether it has to be remembered which properties and items were looked at. */
  readonly hasUnevaluated: boolean;
};

const maxDepth = 100;
const maxSchemas = 100_000;
/** Schemas without an `$id` are relative to this; nothing is there. */
const startUri = 'schema:/';

const singleKeywords: ReadonlySet<string> = new Set([
  ...['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems', 'items', 'contains', 'propertyNames'],
  ...['not', 'if', 'then', 'else', 'contentSchema'],
]);
const listKeywords: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const mapKeywords: ReadonlySet<string> = new Set(['$defs', 'definitions', 'properties', 'patternProperties', 'dependentSchemas']);

export function invalidSchema(message: string): TaskFailure {
  return new TaskFailure(userFailure('invalid_schema', `The schema cannot be used: ${message}`));
}

type Index = { readonly byUri: Map<string, Json>; readonly baseOf: Map<Json, string>; hasUnevaluated: boolean };

export function createSchemaDocument(root: Json): SchemaDocument {
  const index: Index = { byUri: new Map([[startUri, root]]), baseOf: new Map(), hasUnevaluated: false };
  indexSchema(root, startUri, index, 0);
  const patterns = new Map<string, RE2JS>();
  const targets = new Map<JsonObject, Map<string, Json>>();
  return {
    root,
    resolve: (reference, from) => {
      const known = targets.get(from)?.get(reference);
      if (known !== undefined) return known;
      const target = resolveReference(reference, index.baseOf.get(from) ?? startUri, index);
      targets.set(from, (targets.get(from) ?? new Map<string, Json>()).set(reference, target));
      return target;
    },
    matches: (pattern, text) => {
      const known = patterns.get(pattern);
      const regex = known ?? compilePattern(pattern);
      if (!known) patterns.set(pattern, regex);
      return regex.matcher(text).find();
    },
    hasUnevaluated: index.hasUnevaluated,
  };
}

function compilePattern(pattern: string): RE2JS {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(pattern));
  } catch {
    throw invalidSchema(`the pattern ${JSON.stringify(pattern)} is not in RE2 syntax, which has no lookaround and no backreferences.`);
  }
}

function indexSchema(schema: Json, base: string, index: Index, depth: number): void {
  if (typeof schema === 'boolean') return;
  if (!isJsonObject(schema))
    throw invalidSchema(`where a schema is expected there is ${JSON.stringify(schema)?.slice(0, 80)}. Give an object, true or false.`);
  if (depth > maxDepth) throw invalidSchema(`it is nested more than ${maxDepth} schemas deep.`);
  if (index.baseOf.size >= maxSchemas) throw invalidSchema(`it has more than ${maxSchemas} subschemas.`);
  const ownBase = typeof schema.$id === 'string' ? resolveUri(schema.$id, base) : base;
  index.baseOf.set(schema, ownBase);
  if (ownBase !== base) index.byUri.set(ownBase, schema);
  for (const name of ['$anchor', '$dynamicAnchor']) {
    const anchor = ownValue(schema, name);
    if (typeof anchor === 'string') index.byUri.set(`${ownBase}#${anchor}`, schema);
  }
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword.startsWith('unevaluated')) index.hasUnevaluated = true;
    for (const sub of subschemas(keyword, value)) indexSchema(sub, ownBase, index, depth + 1);
  }
}

function subschemas(keyword: string, value: Json): readonly Json[] {
  if (singleKeywords.has(keyword)) return [value];
  if (listKeywords.has(keyword)) {
    if (!Array.isArray(value)) throw invalidSchema(`\`${keyword}\` has to be a list of schemas.`);
    return value;
  }
  if (!mapKeywords.has(keyword)) return [];
  if (!isJsonObject(value)) throw invalidSchema(`\`${keyword}\` has to be an object of schemas.`);
  return Object.values(value);
}

function resolveUri(reference: string, base: string): string {
  try {
    return new URL(reference, base).href.replace(/#$/, '');
  } catch {
    throw invalidSchema(`${JSON.stringify(reference)} is not a reference.`);
  }
}

function resolveReference(reference: string, base: string, index: Index): Json {
  const uri = resolveUri(reference, base);
  const found = index.byUri.get(uri);
  if (found !== undefined) return found;
  const [resource = '', fragment = ''] = uri.split('#');
  const start = index.byUri.get(resource);
  const target = start !== undefined && (fragment === '' || fragment.startsWith('/')) ? followPointer(start, fragment) : undefined;
  if (target === undefined) {
    throw invalidSchema(
      `it refers to ${JSON.stringify(reference)}, which is not in it. Nothing is loaded from elsewhere; put it into \`$defs\`.`,
    );
  }
  if (typeof target !== 'boolean' && !isJsonObject(target)) throw invalidSchema(`${JSON.stringify(reference)} does not lead to a schema.`);
  return target;
}

function followPointer(start: Json, pointer: string): Json | undefined {
  let value: Json | undefined = start;
  for (const token of pointer.split('/').slice(1)) {
    const name = decodeToken(token).replaceAll('~1', '/').replaceAll('~0', '~');
    value = ownValue(value, name);
  }
  return value;
}

function decodeToken(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token; // A stray percent sign stands for itself.
  }
}

/** A field of an object or an element of a list, own ones only. */
export function ownValue(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Array.isArray(value) ? (name === 'length' ? undefined : value[Number(name)]) : (value as JsonObject)[name];
}
