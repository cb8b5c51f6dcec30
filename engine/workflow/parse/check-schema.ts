import type * as z from 'zod';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { JsonPath } from '../problem.ts';
import { type Workflow, workflowSchema } from '../schema.ts';
import type { Finding } from './finding.ts';
import { type Partial, partialWorkflow } from './partial.ts';
import { schemaFindings, type Wording } from './schema-findings.ts';
import { subjectOf } from './subject.ts';

export type SchemaCheck = {
  readonly workflow: Workflow | null;
  readonly isDamaged: Partial['isDamaged'];
  readonly findings: readonly Finding[];
};

/** The document against the format's schema. The value must be known to be JSON. */
export function checkSchema(document: unknown): SchemaCheck {
  const issues = issuesOf(document);
  if (issues.length === 0) return { workflow: document as Workflow, isDamaged: () => false, findings: [] };
  const findings = schemaFindings(issues, { schema: workflowSchema, value: document, base: [], wording });
  const partial = partialWorkflow(document, issues);
  return { workflow: partial?.workflow ?? null, isDamaged: partial?.isDamaged ?? (() => true), findings };
}

/**
 * Parameters may be any JSON, which the document is known to be: without them the schema takes a third of the time. Only whether they
 * are an object is left to ask.
 */
function issuesOf(document: unknown): readonly z.core.$ZodIssue[] {
  const parsed = workflowSchema.safeParse(isJsonObject(document) && isJsonObject(document.tasks) ? withoutParameters(document) : document);
  return parsed.success ? [] : parsed.error.issues;
}

const noParameters: JsonObject = {};

function withoutParameters(scope: JsonObject): JsonObject {
  if (!isJsonObject(scope.tasks)) return scope;
  const tasks = Object.entries(scope.tasks).map(([id, task]) => {
    if (!isJsonObject(task)) return [id, task] as const;
    const lighter = isJsonObject(task.with) ? { ...task, with: noParameters } : task;
    return [id, task.tasks === undefined ? lighter : withoutParameters(lighter)] as const;
  });
  return { ...scope, tasks: Object.fromEntries(tasks) };
}

const wording: Wording = {
  value: (path: JsonPath) => {
    const { name, field } = subjectOf(path);
    return field === '' ? name : `${name}: \`${field}\``;
  },
  owner: (path: JsonPath) => {
    const { name, field } = subjectOf(path);
    return field === '' ? name : `${name}: \`${field}\``;
  },
  fieldNoun: 'field',
  codes: { unknown: 'unknown_field', missing: 'missing_field' },
};
