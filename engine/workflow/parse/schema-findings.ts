import type * as z from 'zod';
import { closest } from '../expression/suggest.ts';
import { nameOfType } from '../input-value.ts';
import type { JsonPath } from '../problem.ts';
import { fieldNames } from '../schema-shape.ts';
import { error, type Finding, type Findings } from './finding.ts';
import type { ProblemCode } from './problem-codes.ts';

type Issue = z.core.$ZodIssue;

/** How a message names a place: the workflow's own fields and a task type's parameters are worded differently. */
export type Wording = {
  /** Start of a sentence about the value at the path: ``Task `a`: `timeout` ``. */
  readonly value: (path: JsonPath) => string;
  /** Start of a sentence about the object at the path: ``Task `a` ``. */
  readonly owner: (path: JsonPath) => string;
  readonly fieldNoun: 'field' | 'parameter';
  readonly codes: { readonly unknown: ProblemCode; readonly missing: ProblemCode; readonly invalid?: ProblemCode };
};

export type SchemaContext = {
  readonly schema: z.core.$ZodType;
  readonly value: unknown;
  /** Path of the value in the document. */
  readonly base: JsonPath;
  readonly wording: Wording;
};

/** Zod's issues as problems in plain words, with did-you-mean. Paths of issues are relative to the context's value. */
export function schemaFindings(issues: readonly Issue[], context: SchemaContext, findings: Findings): void {
  for (const issue of issues) {
    if (findings.isFull) return;
    if (issue.code === 'invalid_union') checkUnion(issue, context, findings);
    else if (issue.code === 'unrecognized_keys') checkKeys(issue, context, findings);
    else findings.addAll(findingsOf(issue, context));
  }
}

function checkKeys(issue: Extract<Issue, { code: 'unrecognized_keys' }>, context: SchemaContext, findings: Findings): void {
  for (const key of issue.keys) {
    if (findings.isFull) return;
    findings.add(unknownField(key, pathOf(issue.path), context));
  }
}

function findingsOf(issue: Issue, context: SchemaContext): Finding[] {
  const { wording } = context;
  const inner = pathOf(issue.path);
  const path = [...context.base, ...inner];
  const value = valueAt(context.value, inner);
  const invalid = (code: ProblemCode, what: string, fix?: Finding['fix']) => [
    error(wording.codes.invalid ?? code, path, `${wording.value(path)} ${what.endsWith('?') ? what : `${what}.`}`, { fix }),
  ];
  switch (issue.code) {
    case 'invalid_value':
      return value === undefined ? [missing(path, context)] : invalid('unknown_value', ...oneOf(issue.values, value, path));
    case 'invalid_type':
      return value === undefined
        ? [missing(path, context)]
        : invalid('wrong_type', `must be ${aType(issue.expected)}, but is ${nameOfType(value)}`);
    case 'invalid_key':
      return [error('invalid_id', path, `The name \`${inner.at(-1)}\` ${innerReason(issue)}.`, { on: 'key' })];
    case 'too_small':
    case 'too_big':
      return invalid('out_of_range', boundText(issue));
    case 'invalid_format':
      return invalid('invalid_text', reasonOf(issue.message, 'has the wrong form'));
    case 'custom':
      return [custom(issue.message, path, context)];
    default:
      return invalid('invalid_value', 'is not valid');
  }
}

/** A message of the schema's own either goes on about the value ("must be …", "is missing") or is a sentence of its own. */
function custom(message: string, path: JsonPath, { base, wording }: SchemaContext): Finding {
  const text = message.replace(/\.$/, '');
  if (text === 'is missing') return error(wording.codes.missing, path, `${wording.value(path)} is missing. Add it.`);
  const goesOn = /^(?:must|is|has|cannot|may|needs|does|lacks) /.test(text);
  const start = goesOn ? `${wording.value(path)} ` : `${wording.owner(base)}: `;
  return error(wording.codes.invalid ?? 'invalid_value', path, `${start}${text}.`);
}

function missing(path: JsonPath, { base, wording }: SchemaContext): Finding {
  const field = String(path.at(-1) ?? '');
  const noun = path.length > base.length + 1 ? 'field' : wording.fieldNoun;
  return error(wording.codes.missing, path, `${wording.owner(path.slice(0, -1))} lacks the ${noun} \`${field}\`. Add it.`);
}

function unknownField(key: string, parent: JsonPath, { schema, value, base, wording }: SchemaContext): Finding {
  const owner = [...base, ...parent];
  const path = [...owner, key];
  const present = valueAt(value, parent);
  const free = fieldNames(schema, parent).filter((name) => !(isRecord(present) && Object.hasOwn(present, name)));
  const meant = closest(key, free);
  const advice = meant ? `Did you mean \`${meant}\`?` : 'Remove it.';
  const noun = parent.length > 0 ? 'field' : wording.fieldNoun;
  const message = `${wording.owner(owner)} has no ${noun} \`${key}\`. ${advice}`;
  const fix = meant
    ? { title: `Rename to ${meant}`, action: 'rename' as const, path, name: meant }
    : { title: `Remove ${key}`, action: 'remove' as const, path };
  return error(wording.codes.unknown, path, message, { on: 'key', fix });
}

/** The issues of the one alternative that has the right type; otherwise the types that would do. */
function checkUnion(issue: Extract<Issue, { code: 'invalid_union' }>, context: SchemaContext, findings: Findings): void {
  const inner = pathOf(issue.path);
  const path = [...context.base, ...inner];
  const value = valueAt(context.value, inner);
  if (value === undefined) return findings.add(missing(path, context));
  const fitting = issue.errors.filter((issues) => !issues.some((sub) => sub.path.length === 0 && isAboutType(sub)));
  const prefixed = (fitting[0] ?? []).map((sub) => ({ ...sub, path: [...issue.path, ...sub.path] }) as Issue);
  if (fitting.length === 1 && prefixed.length > 0) return schemaFindings(prefixed, context, findings);
  const code = context.wording.codes.invalid ?? (fitting.length === 0 ? 'wrong_type' : 'invalid_value');
  const expected = [...new Set(issue.errors.flat().filter(isAboutType).map(expectedOf))];
  const what =
    fitting.length === 0 && expected.length > 0
      ? `must be ${listed(expected)}, but is ${nameOfType(value)}`
      : 'fits none of the allowed forms';
  findings.add(error(code, path, `${context.wording.value(path)} ${what}.`));
}

function isAboutType(issue: Issue): boolean {
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

function expectedOf(issue: Issue): string {
  if (issue.code === 'invalid_type') return aType(issue.expected);
  return issue.code === 'invalid_value' ? listed(issue.values.map((value) => JSON.stringify(value))) : '';
}

function oneOf(values: readonly unknown[], value: unknown, path: JsonPath): [string, Finding['fix']] {
  const texts = values.filter((allowed) => typeof allowed === 'string');
  const meant = typeof value === 'string' ? closest(value, texts) : null;
  const allowed = listed(values.map((each) => JSON.stringify(each)));
  if (meant === null) return [`must be ${allowed}`, undefined];
  return [`must be ${allowed}. Did you mean "${meant}"?`, { title: `Change to ${meant}`, action: 'replace', path, value: meant }];
}

function boundText(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  const least = issue.code === 'too_small';
  const bound = String(least ? issue.minimum : issue.maximum);
  const unit = issue.origin === 'string' ? ' characters' : issue.origin === 'array' || issue.origin === 'set' ? ' items' : '';
  const verb = unit === '' ? 'must be' : 'must have';
  if (issue.inclusive === false) return `${verb} ${least ? 'more' : 'less'} than ${bound}${unit}`;
  return `${verb} ${least ? 'at least' : 'at most'} ${bound}${unit}`;
}

function innerReason(issue: Extract<Issue, { code: 'invalid_key' }>): string {
  const inner = issue.issues[0];
  if (inner?.code === 'invalid_value') return `must be ${listed(inner.values.map((value) => JSON.stringify(value)))}`;
  return reasonOf(inner?.message, 'is not allowed here');
}

/** Messages that the schema wrote itself continue the sentence; zod's own ones start with a capital and say less. */
function reasonOf(message: string | undefined, fallback: string): string {
  return message && /^[a-z]/.test(message) ? message.replace(/\.$/, '') : fallback;
}

function pathOf(path: readonly PropertyKey[]): JsonPath {
  return path.map((segment) => (typeof segment === 'number' ? segment : String(segment)));
}

export function valueAt(value: unknown, path: JsonPath): unknown {
  let at: unknown = value;
  for (const segment of path) {
    if (Array.isArray(at)) at = typeof segment === 'number' ? at[segment] : undefined;
    else at = isRecord(at) && Object.hasOwn(at, segment) ? at[segment] : undefined;
  }
  return at;
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function aType(expected: string): string {
  const names: { readonly [type: string]: string } = {
    string: 'text',
    int: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
    array: 'a list',
    tuple: 'a list',
    object: 'an object',
    record: 'an object',
    null: 'null',
  };
  return Object.hasOwn(names, expected) ? (names[expected] ?? expected) : expected;
}

export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  const shown = words.length > 12 ? [...words.slice(0, 12), '…'] : words;
  return `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}
