// Remedies of problems, applied to the text.
import { type Failure, userFailure } from '../../../engine/workflow/failure.ts';
import type { Json } from '../../../engine/workflow/json.ts';
import { patchText, type RenameHint } from '../../../engine/workflow/patch/patch-text.ts';
import { applyTextEdits } from '../../../engine/workflow/patch/text-edit.ts';
import type { ProblemFix } from '../../../engine/workflow/problem.ts';
import { err, ok, type Result } from '../../../engine/workflow/result.ts';
import { fixedValue } from '../../document/fixed-value.ts';
import { readJson } from '../../document/read-text.ts';

/** The text with the remedy applied; works on texts that do not fit the format, too. Failures: `invalid_json`, `fix_outdated`. */
export function fixedText(text: string, fix: ProblemFix): Result<string, Failure> {
  const before = readJson(text) as Json | undefined;
  if (before === undefined) return err(userFailure('invalid_json', 'The text is not JSON at the moment. Repair that first.'));
  const after = fixedValue(before, fix);
  if (!after.ok) return after;
  const edits = patchText(text, before, after.value, renames(fix));
  return edits.ok ? ok(applyTextEdits(text, edits.value)) : edits;
}

function renames(fix: ProblemFix): readonly RenameHint[] {
  return fix.action === 'rename' ? [{ path: fix.path.slice(0, -1), from: String(fix.path.at(-1)), to: fix.name }] : [];
}
