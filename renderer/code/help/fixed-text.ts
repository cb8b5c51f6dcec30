// Remedies of problems, applied to the text.
import { type Failure, userFailure } from '../../../engine/workflow/failure.ts';
import type { Json } from '../../../engine/workflow/json.ts';
import { patchText, type RenameHint } from '../../../engine/workflow/patch/patch-text.ts';
import { applyTextEdits } from '../../../engine/workflow/patch/text-edit.ts';
import type { JsonPath, ProblemFix } from '../../../engine/workflow/problem.ts';
import { err, ok, type Result } from '../../../engine/workflow/result.ts';
import { readJson } from '../../document/read-text.ts';

type Container = { readonly [key: string]: Json } | readonly Json[];

/** The text with the remedy applied; works on texts that do not fit the format, too. Failures: `invalid_json`, `fix_outdated`. */
export function fixedText(text: string, fix: ProblemFix): Result<string, Failure> {
  const before = readJson(text) as Json | undefined;
  if (before === undefined) return err(userFailure('invalid_json', 'The text is not JSON at the moment. Repair that first.'));
  const after = changedAt(before, fix.path, (container, key) => applied(container, key, fix));
  if (after === undefined) return err(userFailure('fix_outdated', 'The text was changed in the meantime; look at its problems again.'));
  const edits = patchText(text, before, after, renames(fix));
  return edits.ok ? ok(applyTextEdits(text, edits.value)) : edits;
}

function renames(fix: ProblemFix): readonly RenameHint[] {
  return fix.action === 'rename' ? [{ path: fix.path.slice(0, -1), from: String(fix.path.at(-1)), to: fix.name }] : [];
}

function applied(container: Container, key: string | number, fix: ProblemFix): Json | undefined {
  if (fix.action === 'replace') return withEntry(container, key, fix.value as Json);
  if (Array.isArray(container)) return fix.action === 'remove' ? container.filter((_, index) => index !== key) : undefined;
  if (!Object.hasOwn(container, key)) return undefined;
  const entries = Object.entries(container);
  if (fix.action === 'remove') return Object.fromEntries(entries.filter(([name]) => name !== key));
  return Object.fromEntries(entries.map(([name, value]) => [name === key ? fix.name : name, value]));
}

function withEntry(container: Container, key: string | number, value: Json): Json {
  if (Array.isArray(container)) return container.map((item, index) => (index === key ? value : item));
  return { ...(container as { readonly [key: string]: Json }), [key]: value };
}

/** The value with the container of the path's last segment changed; undefined when the path leads nowhere. */
function changedAt(
  value: Json,
  path: JsonPath,
  change: (container: Container, key: string | number) => Json | undefined,
): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return undefined;
  const container: Container = value;
  if (rest.length === 0) return change(container, key);
  if (!Object.hasOwn(container, key)) return undefined;
  const inner = changedAt((container as { readonly [key: string]: Json })[key] as Json, rest, change);
  return inner === undefined ? undefined : withEntry(container, key, inner);
}
