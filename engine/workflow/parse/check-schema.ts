import type { JsonPath } from '../problem.ts';
import { type Workflow, workflowSchema } from '../schema.ts';
import { documentIssues } from './document-issues.ts';
import type { Findings } from './finding.ts';
import { type Partial, partialWorkflow } from './partial.ts';
import { schemaFindings, type Wording } from './schema-findings.ts';
import { subjectOf } from './subject.ts';

export type SchemaCheck = {
  readonly workflow: Workflow | null;
  readonly isDamaged: Partial['isDamaged'];
};

/** The document against the format's schema. The value must be known to be JSON. */
export function checkSchema(document: unknown, findings: Findings): SchemaCheck {
  const issues = documentIssues(document);
  if (issues.length === 0) return { workflow: document as Workflow, isDamaged: () => false };
  schemaFindings(issues, { schema: workflowSchema, value: document, base: [], wording }, findings);
  const partial = partialWorkflow(document, issues);
  return { workflow: partial?.workflow ?? null, isDamaged: partial?.isDamaged ?? (() => true) };
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
