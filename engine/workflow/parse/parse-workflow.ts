import type { Catalog } from '../catalog.ts';
import { lintWorkflow } from '../lint/lint-workflow.ts';
import { migrateDocument } from '../migrate/migrate-document.ts';
import type { Problem } from '../problem.ts';
import type { Workflow } from '../schema.ts';
import { checkSchema } from './check-schema.ts';
import { checkWorkflow } from './check-workflow.ts';
import { checkContext } from './context.ts';
import { error, type Finding, warning } from './finding.ts';
import { locateFindings, unlocated } from './locate.ts';
import { isProblemCode } from './problem-codes.ts';
import { duplicateKeys, readSource, type Source } from './read-text.ts';
import { checkStructure, checkTaskLimits } from './structure.ts';

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
  const { workflow, findings } = source.refused ? { workflow: null, findings: [] } : checkDocument(source, catalog);
  const problems = inText([...source.findings, ...findings], source);
  const isRunnable = workflow !== null && problems.every((problem) => problem.severity === 'warning');
  if (isRunnable) return { ok: true, value: { workflow, ...(source.text === undefined ? {} : { text: source.text }) }, problems };
  return { ok: false, problems, ...(workflow ? { partial: workflow } : {}) };
}

type Checked = { readonly workflow: Workflow | null; readonly findings: readonly Finding[] };

function checkDocument(source: Source, catalog: Catalog): Checked {
  const structure = checkStructure(source.value);
  if (structure.findings.length > 0) return { workflow: null, findings: structure.findings };
  const isShadowed = source.text !== undefined && source.keys !== undefined && source.keys !== structure.keys;
  const duplicates = isShadowed ? duplicateKeys(source.text ?? '') : [];
  const migrated = migrateDocument(source.value);
  if (!migrated.ok) {
    const { code, message } = migrated.failure;
    return { workflow: null, findings: [...duplicates, error(isProblemCode(code) ? code : 'migration_failed', ['format'], message)] };
  }
  const tooMuch = checkTaskLimits(migrated.value.document);
  if (tooMuch.length > 0) return { workflow: null, findings: [...duplicates, ...tooMuch] };
  const { workflow, isDamaged, findings } = checkSchema(migrated.value.document);
  if (source.broken || workflow === null) return { workflow, findings: source.broken ? [] : [...duplicates, ...findings] };
  const context = checkContext(workflow, catalog, isDamaged);
  const all = [...duplicates, ...findings, ...checkWorkflow(context)];
  const isSound = all.every((finding) => finding.severity === 'warning');
  return { workflow, findings: isSound ? [...all, ...lintWorkflow(context)] : all };
}

/** In the order of the text, with ranges, and bounded: nobody reads the thousandth problem. */
function inText(findings: readonly Finding[], { text, refused, broken }: Source): readonly Problem[] {
  const errorsFirst = findings.length > mostProblems ? [...findings].sort(bySeverity).slice(0, mostProblems) : findings;
  const more = findings.length - errorsFirst.length;
  const shown = more > 0 ? [...errorsFirst, moreProblems(more, findings)] : errorsFirst;
  const problems = text === undefined || refused || broken ? unlocated(shown) : locateFindings(shown, text);
  return problems.sort((a, b) => (a.range?.start.offset ?? 0) - (b.range?.start.offset ?? 0));
}

function bySeverity(a: Finding, b: Finding): number {
  return Number(a.severity === 'warning') - Number(b.severity === 'warning');
}

function moreProblems(count: number, findings: readonly Finding[]): Finding {
  const make = findings.some((finding) => finding.severity === 'error') ? error : warning;
  return make('more_problems', [], `There are ${count} more problems. Solve some of these first.`);
}
