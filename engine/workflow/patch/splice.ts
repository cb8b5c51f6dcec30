// Turns what becomes of the children of one object or list into text edits.

import type { Json } from '../json.ts';
import { afterCommaOf, hasLineBreak, indentationAt, lastLineOf, lineBefore } from './blanks.ts';
import { containerOf, isBlock, valueNodeOf } from './container.ts';
import { fitsOnLine, lineWidth, printBlock, printInline, printKey, printProperty } from './print-value.ts';
import type { Slot } from './slot.ts';
import type { TextStyle } from './style.ts';
import type { TextEdit } from './text-edit.ts';
import { childrenOf, type TextNode } from './text-node.ts';

type Insert = Extract<Slot, { kind: 'insert' }>;
type Keep = Extract<Slot, { kind: 'keep' }>;
/** Removed and inserted children between two that stay. */
type Run = { readonly removed: TextNode[]; readonly inserted: Insert[] };
type Place = { readonly text: string; readonly container: TextNode; readonly style: TextStyle };

/**
 * Edits for one object or list, in the order of the text. Children that stay and the white space around them are not touched;
 * `editsOfKept` gives the edits within one that stays.
 */
export function spliceEdits(place: Place, slots: readonly Slot[], editsOfKept: (slot: Keep) => readonly TextEdit[]): TextEdit[] {
  const edits: TextEdit[] = [];
  let run: Run = { removed: [], inserted: [] };
  let before: TextNode | undefined;
  for (const slot of slots) {
    if (slot.kind === 'remove') run.removed.push(slot.node);
    else if (slot.kind === 'insert') run.inserted.push(slot);
    else {
      for (const edit of runEdits(place, run, before, slot.node)) edits.push(edit);
      for (const edit of editsOfKept(slot)) edits.push(edit);
      run = { removed: [], inserted: [] };
      before = slot.node;
    }
  }
  return [...edits, ...runEdits(place, run, before, undefined)];
}

function runEdits(place: Place, run: Run, before: TextNode | undefined, after: TextNode | undefined): TextEdit[] {
  const [first, last] = [run.removed[0], run.removed[run.removed.length - 1]];
  if (run.inserted.length === 0) return first && last ? [removal(place.container, first, last, before, after)] : [];
  const anchor = first ?? before ?? after;
  if (!anchor) return [filling(place, run.inserted)];
  const separator = separatorAt(place, anchor);
  const items = run.inserted.map((slot) => printItem(place, slot, anchor, separator));
  const comma = `,${separator}`;
  if (first && last) return [replace(first.offset, last.end, items.join(comma))];
  if (before) return [replace(before.end, before.end, items.map((item) => comma + item).join(''))];
  return [replace(anchor.offset, anchor.offset, items.map((item) => item + comma).join(''))];
}

/** Takes children away together with the comma and the white space that belonged to them. */
function removal(
  container: TextNode,
  first: TextNode,
  last: TextNode,
  before: TextNode | undefined,
  after: TextNode | undefined,
): TextEdit {
  if (before) return replace(before.end, last.end, '');
  if (after) return replace(first.offset, after.offset, '');
  return replace(container.offset + 1, container.end - 1, '');
}

/** Puts children into an object or list that has none. */
function filling({ text, container, style }: Place, inserted: readonly Insert[]): TextEdit {
  const [start, end] = [container.offset + 1, container.end - 1];
  const values = inserted.map((slot) => slot.value);
  const isShortList = container.type === 'array' && fitsOnLine(values, style, lineBefore(text, container.offset));
  if (isBlock(text, container) && !isShortList) {
    const indentation = indentationAt(text, container.offset);
    const inner = indentation + style.unit;
    const items = inserted.map((slot) => style.eol + inner + printProperty(slot.key, slot.value, style, inner));
    return replace(start, end, items.join(',') + style.eol + indentation);
  }
  const padding = container.type === 'object' ? style.padding : '';
  const items = inserted.map((slot) => keyOf(slot, style) + printInline(slot.value, style));
  return replace(start, end, padding + items.join(`,${style.afterComma}`) + padding);
}

/** What stands between the comma and the next child beside `anchor`: a line break with indentation, or blanks. */
function separatorAt({ text, container, style }: Place, anchor: TextNode): string {
  const children = childrenOf(text, container);
  const index = children.indexOf(anchor);
  const previous = children[index - 1];
  const next = children[index + 1];
  const gap = previous ? afterCommaOf(gapBetween(text, previous, anchor)) : text.slice(container.offset + 1, anchor.offset);
  if (gap && hasLineBreak(gap)) return style.eol + lastLineOf(gap);
  const inlineGap = previous ? gap : next && afterCommaOf(gapBetween(text, anchor, next));
  if (inlineGap && hasLineBreak(inlineGap)) return style.eol + lastLineOf(inlineGap);
  return inlineGap ?? style.afterComma;
}

function gapBetween(text: string, before: TextNode, after: TextNode): string {
  return text.slice(before.end, after.offset);
}

function printItem({ text, style }: Place, slot: Insert, anchor: TextNode, separator: string): string {
  const inline = keyOf(slot, style) + printInline(slot.value, style);
  if (!hasLineBreak(separator)) return inline;
  const indentation = lastLineOf(separator);
  const looksAlike = isOnOneLine(text, anchor, slot.value) && indentation.length + inline.length <= lineWidth;
  return looksAlike ? inline : printProperty(slot.key, slot.value, style, indentation);
}

/** Whether the neighbor is an object (or list) like the new value, with content that a person keeps on one line. */
function isOnOneLine(text: string, child: TextNode, value: Json): boolean {
  const neighbor = valueNodeOf(text, child);
  const isAlike = neighbor.type === (Array.isArray(value) ? 'array' : 'object');
  return isAlike && childrenOf(text, neighbor).length > 0 && !hasLineBreak(text.slice(neighbor.offset, neighbor.end));
}

function keyOf(slot: Insert, style: TextStyle): string {
  return slot.key === undefined ? '' : printKey(slot.key, style);
}

/** The edit that puts another value in the place of one. */
export function replaceValue(text: string, node: TextNode, value: Json, style: TextStyle): TextEdit {
  const outer = containerOf(node);
  if (outer && !isBlock(text, outer)) return replace(node.offset, node.end, printInline(value, style));
  const indentation = indentationAt(text, node.offset);
  const start = lineBefore(text, node.offset).slice(indentation.length);
  return replace(node.offset, node.end, printBlock(value, style, indentation, start));
}

function replace(start: number, end: number, text: string): TextEdit {
  return { offset: start, length: end - start, text };
}
