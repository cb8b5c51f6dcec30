import { equalJson } from '../../engine/workflow/equal.ts';
import { parseWorkflow } from '../../engine/workflow/parse/parse-workflow.ts';
import type { Problem } from '../../engine/workflow/problem.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { catalog } from './catalog.ts';
import { reuse } from './reuse.ts';

/**
 * What a text says. `workflow` is null when it is no JSON, or none of it is a workflow; `isWhole` is false when parts that do not fit
 * the format were left out, so that it may be shown but not edited.
 */
export type Reading = { readonly workflow: Workflow | null; readonly isWhole: boolean; readonly problems: readonly Problem[] };

/** Reads a text and finds its problems; what it has in common with `before` is taken from there. */
export function readText(text: string, before: Workflow | null): Reading {
  const parsed = parseWorkflow(text, catalog);
  const workflow = parsed.ok ? parsed.value.workflow : parsed.partial;
  const value = readJson(text);
  if (value === undefined || workflow === undefined) return { workflow: null, isWhole: false, problems: parsed.problems };
  return { workflow: reuse(before, workflow), isWhole: equalJson(value, workflow), problems: parsed.problems };
}

/** What JSON says; undefined when it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}
