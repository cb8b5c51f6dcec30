import { hasExpression } from '../expression/template.ts';
import { compilePattern } from '../input-value.ts';
import { unknownInputs } from '../inputs.ts';
import { patternWeight } from '../pattern-weight.ts';
import type { JsonPath } from '../problem.ts';
import type { Input } from '../schema.ts';
import type { CheckContext } from './context.ts';
import { error, type Finding, type Findings } from './finding.ts';

/** Of all patterns of a workflow: what is compiled in some tenths of a second. */
const mostPatternWeight = 100_000;
/** Of the names that one trigger or test gives and the workflow does not declare. */
const mostUnknown = 1000;

/** Declarations that no value, or not their own default, could fit. */
export function checkInputs(context: CheckContext, findings: Findings): void {
  let weight = 0;
  for (const [name, input] of Object.entries(context.workflow.inputs ?? {})) {
    const path = ['inputs', name];
    if (findings.isFull) return;
    if (context.isDamaged(path)) continue;
    weight += input.pattern === undefined ? 0 : patternWeight(input.pattern);
    findings.addAll(weight > mostPatternWeight && input.pattern !== undefined ? [tooHeavy(name, path)] : checkPattern(name, input, path));
    findings.addAll(checkBounds(name, input, path));
    findings.addAll(checkEnum(name, input, path, context));
    const mismatch = input.default === undefined || holdsExpression(input.default) ? null : context.inputMismatch(input, input.default);
    if (mismatch) findings.add(error('invalid_default', [...path, 'default'], `The default of input \`${name}\` ${mismatch}.`));
  }
}

function tooHeavy(name: string, path: JsonPath): Finding {
  const reason = 'together with those before it, it is too large: repetitions such as {1,1000} count as often as they repeat';
  return error('invalid_pattern', [...path, 'pattern'], `The pattern of input \`${name}\` is not possible: ${reason}.`);
}

function checkPattern(name: string, { pattern }: Input, path: JsonPath): Finding[] {
  const compiled = pattern === undefined ? null : compilePattern(pattern);
  if (!compiled || compiled.ok) return [];
  return [error('invalid_pattern', [...path, 'pattern'], `The pattern of input \`${name}\` is not possible: ${compiled.failure}.`)];
}

const bounds = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
] as const;

function checkBounds(name: string, input: Input, path: JsonPath): Finding[] {
  return bounds
    .filter(([least, most]) => (input[least] ?? Number.NEGATIVE_INFINITY) > (input[most] ?? Number.POSITIVE_INFINITY))
    .map(([least, most]) =>
      error('out_of_range', [...path, least], `Input \`${name}\`: \`${least}\` is above \`${most}\`, so nothing fits.`),
    );
}

function checkEnum(name: string, input: Input, path: JsonPath, context: CheckContext): Finding[] {
  const { enum: values, ...rest } = input;
  return (values ?? []).flatMap((value, index) => {
    const mismatch = context.inputMismatch(rest, value);
    return mismatch ? [error('invalid_default', [...path, 'enum', index], `A choice of input \`${name}\` ${mismatch}.`)] : [];
  });
}

/** Values given by a trigger or a test, against the declared inputs. Values with expressions are known only when the run starts. */
export function checkGivenInputs(
  context: CheckContext,
  given: { readonly [name: string]: unknown },
  path: JsonPath,
  subject: string,
): Finding[] {
  const declared = context.workflow.inputs ?? {};
  if (context.isDamaged(['inputs'])) return [];
  const findings = unknownInputs(declared, given, mostUnknown).map((problem) =>
    error('unknown_input', [...path, ...problem.path], `${subject}: ${problem.message}`, { on: 'key' }),
  );
  for (const name of Object.keys(declared).filter((declaredName) => Object.hasOwn(given, declaredName))) {
    const value: unknown = given[name];
    const input = declared[name];
    const mismatch = !input || value === null || holdsExpression(value) ? null : context.inputMismatch(input, value);
    if (mismatch) findings.push(error('invalid_input', [...path, name], `${subject}: input \`${name}\` ${mismatch}.`));
  }
  return findings;
}

/** Inputs that must be given and are not. */
export function checkMissingInputs(context: CheckContext, given: object, path: JsonPath, subject: string): Finding[] {
  return Object.entries(context.workflow.inputs ?? {})
    .filter(([name, input]) => input.default === undefined && input.required !== false && !Object.hasOwn(given, name))
    .map(([name]) =>
      error('missing_input', path, `${subject} gives no value for the input \`${name}\`. Add it, or give the input a default.`),
    );
}

/** Whether any string inside the value is known only at run time. */
export function holdsExpression(value: unknown): boolean {
  const pending = [value];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (typeof at === 'string' && hasExpression(at)) return true;
    if (typeof at === 'object' && at !== null) for (const inner of Object.values(at)) pending.push(inner);
  }
  return false;
}
