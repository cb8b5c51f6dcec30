import type { Catalog } from '../catalog.ts';
import { lintWorkflow } from '../lint/lint-workflow.ts';
import { migrateDocument } from '../migrate/migrate-document.ts';
import type { Problem } from '../problem.ts';
import type { Workflow } from '../schema.ts';
import { checkSchema } from './check-schema.ts';
import { checkWorkflow } from './check-workflow.ts';
import { checkContext } from './context.ts';
import { checkKeys } from './duplicate-keys.ts';
import { error, type Finding, Findings, warning } from './finding.ts';
import { locateFindings, unlocated } from './locate.ts';
import { isProblemCode } from './problem-codes.ts';
import { readSource, type Source } from './read-text.ts';
import { checkLimits, checkStructure } from './structure.ts';

/** A workflow that can run, with the text it came from. */
export type ParsedWorkflow = { readonly workflow: Workflow; readonly text?: string };

export type ParseResult =
  | { readonly ok: true; readonly value: ParsedWorkflow /** Warnings only. */; readonly problems: readonly Problem[] }
  | {
      readonly ok: false;
      readonly problems: readonly Problem[];
      /** What is left when everything malformed is cut out: to be shown, never to be run. */
      readonly partial?: Workflow;
    };

const mostProblems = 1000;

/**
 * Reads a workflow and finds every problem at once. Strings and bytes are text; anything else is a value, which is used as it is and
 * must not change afterwards.
 */
export function parseWorkflow(input: unknown, catalog: Catalog): ParseResult {
  const source = readSource(input);
  const findings = new Findings();
  findings.addAll(source.findings);
  const workflow = source.refused ? null : checkDocument(source, catalog, findings);
  const problems = inText(findings, source);
  const isRunnable = workflow !== null && problems.every((problem) => problem.severity === 'warning');
  if (isRunnable) return { ok: true, value: { workflow, ...(source.text === undefined ? {} : { text: source.text }) }, problems };
  return { ok: false, problems, ...(workflow ? { partial: workflow } : {}) };
}

/** The workflow, or what is left of it when what does not fit is cut out; null when nothing is. */
function checkDocument(source: Source, catalog: Catalog, findings: Findings): Workflow | null {
  const structure = checkStructure(source.value, findings);
  if (!structure.isSound) return null;
  if (source.text !== undefined && !source.broken && !checkKeys(source.text, structure.keys, findings)) return null;
  const migrated = migrateDocument(source.value);
  if (!migrated.ok) {
    const { code, message } = migrated.failure;
    findings.add(error(isProblemCode(code) ? code : 'migration_failed', ['format'], message));
    return null;
  }
  const tooMuch = checkLimits(migrated.value.document);
  findings.addAll(tooMuch);
  if (tooMuch.length > 0) return null;
  // What does not fit in the value of a broken text may come from the breaking.
  const { workflow, isDamaged } = checkSchema(migrated.value.document, source.broken ? new Findings() : findings);
  if (source.broken || workflow === null) return workflow;
  const context = checkContext(workflow, catalog, isDamaged);
  checkWorkflow(context, findings);
  if (findings.list.every((finding) => finding.severity === 'warning')) lintWorkflow(context, findings);
  return workflow;
}

/** In the order of the text, with ranges, and bounded: nobody reads the thousandth problem. */
function inText({ list, isFull }: Findings, { text, refused, broken }: Source): readonly Problem[] {
  const shown = list.length > mostProblems ? [...list].sort(bySeverity).slice(0, mostProblems) : [...list];
  const more = list.length - shown.length;
  if (more > 0) shown.push(moreProblems(isFull ? `more than ${more}` : `${more}`, list));
  const problems = text === undefined || refused || broken ? unlocated(shown) : locateFindings(shown, text);
  return problems.sort((a, b) => (a.range?.start.offset ?? 0) - (b.range?.start.offset ?? 0));
}

function bySeverity(a: Finding, b: Finding): number {
  return Number(a.severity === 'warning') - Number(b.severity === 'warning');
}

function moreProblems(count: string, findings: readonly Finding[]): Finding {
  const make = findings.some((finding) => finding.severity === 'error') ? error : warning;
  return make('more_problems', [], `There are ${count} more problems. Solve some of these first.`);
}
