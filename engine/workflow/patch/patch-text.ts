import { equalJson } from '../equal.ts';
import { type Failure, userFailure } from '../failure.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { JsonPath } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import type { Workflow } from '../schema.ts';
import { valueNodeOf } from './container.ts';
import { inSchemaOrder } from './key-order.ts';
import { planList } from './list-slots.ts';
import { planObject } from './object-slots.ts';
import type { Slot } from './slot.ts';
import { replaceValue, spliceEdits } from './splice.ts';
import { detectStyle, type TextStyle } from './style.ts';
import type { TextEdit } from './text-edit.ts';
import { rootOf, type TextNode } from './text-node.ts';

/** A key the caller knows to be renamed: `path` leads to the object that holds it, in the old document. */
export type RenameHint = { readonly path: JsonPath; readonly from: string; readonly to: string };

/**
 * The edits that turn the text of `before` into a text of `after`, in the order of the text and without overlap. All that did not
 * change keeps its bytes: order of keys, white space, line ends, spelling of numbers. Each edit lies within the smallest object or
 * list that differs. Keys that were renamed keep their place. Costs one parse of the text, whatever the number of changes.
 *
 * Failures: `invalid_json` (the text cannot be read), `text_mismatch` (the text is not that of `before`).
 */
export function patchText(
  text: string,
  before: Workflow | Json,
  after: Workflow | Json,
  hints: readonly RenameHint[] = [],
): Result<TextEdit[], Failure> {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  if (!equalJson(parsed.value, before)) {
    return err(userFailure('text_mismatch', 'The text was changed in the meantime: read it again, then repeat the edit.'));
  }
  const root = rootOf(text);
  let style: TextStyle | undefined;
  const styleOnce = () => {
    style ??= detectStyle(text, root);
    return style;
  };
  const patch: Patch = { text, hints, style: styleOnce };
  return ok(valueEdits(patch, root, before as Json, after as Json, []));
}

function parseJson(text: string): Result<unknown, Failure> {
  try {
    return ok(JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text));
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    return err(userFailure('invalid_json', `The text is not JSON (${why}). Repair it in the code view, then repeat the edit.`));
  }
}

type Patch = { readonly text: string; readonly hints: readonly RenameHint[]; readonly style: () => TextStyle };

function valueEdits(patch: Patch, node: TextNode, before: Json, after: Json, path: JsonPath): TextEdit[] {
  // Edits share what they do not change: most of a document is left out here.
  if (before === after) return [];
  const slots = slotsOf(patch, node, before, after, path);
  if (slots) return containerEdits(patch, node, slots, path);
  return equalJson(before, after) ? [] : [replaceValue(patch.text, node, inSchemaOrder(after, path), patch.style())];
}

function slotsOf(patch: Patch, node: TextNode, before: Json, after: Json, path: JsonPath): Slot[] | undefined {
  if (Array.isArray(before) && Array.isArray(after)) return planList(patch.text, node, before, after);
  if (!isJsonObject(before) || !isJsonObject(after)) return undefined;
  return planObject({ text: patch.text, node, before, after, knownRenames: hintsAt(patch.hints, path), path });
}

function hintsAt(hints: readonly RenameHint[], path: JsonPath): Map<string, string> {
  const here = hints.filter((hint) => hint.path.length === path.length && hint.path.every((key, at) => key === path[at]));
  return new Map(here.map((hint) => [hint.from, hint.to]));
}

function containerEdits(patch: Patch, node: TextNode, slots: readonly Slot[], path: JsonPath): TextEdit[] {
  const isChanged = slots.some((slot) => slot.kind !== 'keep');
  const editsOfKept = (slot: Slot) => (slot.kind === 'keep' ? keptEdits(patch, slot, path) : []);
  if (!isChanged) return slots.flatMap(editsOfKept);
  return spliceEdits({ text: patch.text, container: node, style: patch.style() }, slots, editsOfKept);
}

function keptEdits(patch: Patch, slot: Extract<Slot, { kind: 'keep' }>, path: JsonPath): TextEdit[] {
  const { offset, keyEnd } = slot.node;
  const edits: TextEdit[] = [];
  if (slot.rename !== undefined && keyEnd !== undefined) {
    edits.push({ offset, length: keyEnd - offset, text: JSON.stringify(slot.rename) });
  }
  if (slot.change && slot.change.before !== slot.change.after) {
    const value = valueNodeOf(patch.text, slot.node);
    // Without spreading: a list may have more changed entries than a call takes arguments.
    for (const edit of valueEdits(patch, value, slot.change.before, slot.change.after, [...path, slot.change.key])) edits.push(edit);
  }
  return edits;
}
