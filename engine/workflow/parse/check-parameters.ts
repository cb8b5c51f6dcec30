import { acceptanceOf } from '../accepts.ts';
import type { ParameterProblem, TaskManifest } from '../catalog.ts';
import { hasExpression } from '../expression/template.ts';
import type { JsonObject } from '../json.ts';
import type { JsonPath } from '../problem.ts';
import { holdsExpression } from './check-inputs.ts';
import type { CheckContext } from './context.ts';
import { parametersOf } from './context.ts';
import { error, type Finding, Findings } from './finding.ts';
import { schemaFindings, type Wording } from './schema-findings.ts';
import { shortened } from './shortened.ts';
import { fieldText, subjectOf } from './subject.ts';

/** `with` against the schema of the task type, as far as it is known before expressions have values. */
export function checkParameters(context: CheckContext, findings: Findings): void {
  const check = (task: { type: string; with?: unknown }, path: JsonPath) => {
    const manifest = context.catalog.get(task.type);
    if (manifest && !findings.isFull && !context.isDamaged(path)) checkTask(manifest, parametersOf(task), path, findings);
  };
  for (const { task, jsonPath } of context.places) check(task, jsonPath);
  for (const [name, hook] of Object.entries(context.workflow.hooks ?? {})) check(hook, ['hooks', name]);
}

function checkTask(manifest: TaskManifest, parameters: JsonObject, owner: JsonPath, findings: Findings): void {
  const found = new Findings();
  if (!acceptanceOf(manifest.parameters)(parameters)) checkSchema(manifest, parameters, owner, found);
  findings.addAll(found.list);
  if (!manifest.check) return;
  const known = new Set(found.list.map(({ path }) => JSON.stringify(path)));
  for (const problem of manifest.check(parameters)) {
    const finding = ownFinding(problem, owner);
    // Whatever else is wrong there may follow from what the schema says.
    if (!known.has(JSON.stringify(finding.path))) findings.add(finding);
  }
}

function ownFinding({ path: inner, message, start, end }: ParameterProblem, owner: JsonPath): Finding {
  const path = [...owner, 'with', ...inner];
  const { name, field } = subjectOf(path);
  const span = start === undefined || end === undefined ? {} : { span: { start, end } };
  return error('invalid_parameter', path, `${name}, \`${field}\`: ${message}`, span);
}

function checkSchema(manifest: TaskManifest, parameters: JsonObject, owner: JsonPath, findings: Findings): void {
  const parsed = parseParameters(manifest, parameters);
  if (parsed.success) return;
  const issues = parsed.error.issues.filter((issue) => !isUnknowable(parameters, issue.path, issue.code === 'invalid_union'));
  const base = [...owner, 'with'];
  schemaFindings(issues, { schema: manifest.parameters, value: parameters, base, wording: wordingFor(manifest, owner) }, findings);
}

function parseParameters({ parameters: schema }: TaskManifest, parameters: JsonObject) {
  const short = shortened(parameters, schema);
  const parsed = schema.safeParse(short);
  // What is left out for being right may have been wrong in a way that only the schema sees.
  return parsed.success && short !== parameters ? schema.safeParse(parameters) : parsed;
}

/** Whether an issue is about a value that only exists at run time: its string, one around it, or, for unions, one inside of it. */
function isUnknowable(parameters: unknown, path: readonly PropertyKey[], lookInside: boolean): boolean {
  let at = parameters;
  for (const segment of path) {
    if (typeof at === 'string') return hasExpression(at);
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, segment)) return false;
    at = (at as { readonly [key: PropertyKey]: unknown })[segment];
  }
  return typeof at === 'string' ? hasExpression(at) : lookInside && holdsExpression(at);
}

function wordingFor(manifest: TaskManifest, owner: JsonPath): Wording {
  const subject = subjectOf(owner).name;
  const within = (path: JsonPath) => fieldText(path.slice(owner.length + 1));
  return {
    value: (path) =>
      within(path) === '' ? `${subject}: the parameters of \`${manifest.type}\`` : `${subject}: the parameter \`${within(path)}\``,
    owner: (path) => (within(path) === '' ? `${subject} (\`${manifest.type}\`)` : `${subject}: the parameter \`${within(path)}\``),
    fieldNoun: 'parameter',
    codes: { unknown: 'unknown_parameter', missing: 'missing_parameter', invalid: 'invalid_parameter' },
  };
}
