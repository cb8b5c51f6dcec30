import { referencesOf } from '../expression/references.ts';
import { hasExpression } from '../expression/template.ts';
import type { Json } from '../json.ts';
import { type CheckContext, parametersOf } from '../parse/context.ts';
import { type Finding, type Findings, warning } from '../parse/finding.ts';
import { subjectOf } from '../parse/subject.ts';
import type { JsonPath } from '../problem.ts';

/** Parameters that people read. Addresses, headers and bodies may need a secret. */
const shownParameters = ['message', 'text', 'title', 'subject'] as const;

/** A secret in a text that is written to a log, sent to people or shown on a screen. */
export function lintSecretInLog({ places, workflow, catalog }: CheckContext, findings: Findings): void {
  const check = (task: { readonly type: string; readonly with?: unknown }, owner: JsonPath) => {
    const category = catalog.get(task.type)?.category;
    if (category !== 'notify' && category !== 'flow') return;
    const parameters = parametersOf(task);
    for (const name of shownParameters) {
      const secret = Object.hasOwn(parameters, name) ? secretIn(parameters[name] ?? null) : null;
      if (secret !== null) findings.add(secretShown(secret, [...owner, 'with', name]));
    }
  };
  for (const { task, jsonPath } of places) check(task, jsonPath);
  for (const [name, hook] of Object.entries(workflow.hooks ?? {})) check(hook, ['hooks', name]);
}

function secretIn(value: Json): string | null {
  if (typeof value === 'string' && !hasExpression(value)) return null;
  const reference = referencesOf(value).find(({ path }) => path[0] === 'secrets');
  return reference ? String(reference.path[1] ?? '') : null;
}

function secretShown(secret: string, path: JsonPath): Finding {
  const { name, field } = subjectOf(path);
  const which = secret === '' ? 'A secret' : `The secret \`${secret}\``;
  return warning('secret_in_log', path, `${name}: ${which} is written to \`${field}\`, where people read it. Leave it out.`);
}
