import { equalJson } from '../equal.ts';
import type { Json } from '../json.ts';
import type { Slot } from './slot.ts';
import { childrenOf, type TextNode } from './text-node.ts';

type List = readonly Json[];
/** A stretch of the old list that becomes a stretch of the new one; `same` ones are untouched. */
type Stretch = { readonly before: readonly [number, number]; readonly after: readonly [number, number]; readonly same: boolean };

/** Above this many comparisons elements between the common start and end are taken one by one. */
const comparisonLimit = 40_000;

/** Decides for each element whether it stays, changes or goes, and where new ones are put: as few as possible. */
export function planList(text: string, node: TextNode, before: List, after: List): Slot[] {
  const nodes = childrenOf(text, node);
  return align(before, after).flatMap((stretch) => slotsOf(stretch, nodes, before, after));
}

function slotsOf(stretch: Stretch, nodes: readonly TextNode[], before: List, after: List): Slot[] {
  const [from, to] = stretch.before;
  const [start, end] = stretch.after;
  const slots: Slot[] = [];
  for (let at = 0; at < Math.max(to - from, end - start); at += 1) {
    const node = from + at < to ? (nodes[from + at] as TextNode) : undefined;
    const value = after[start + at] as Json;
    if (!node) slots.push({ kind: 'insert', value });
    else if (stretch.same) slots.push({ kind: 'keep', node });
    else if (start + at >= end) slots.push({ kind: 'remove', node });
    else slots.push({ kind: 'keep', node, change: { key: from + at, before: before[from + at] as Json, after: value } });
  }
  return slots;
}

function align(before: List, after: List): Stretch[] {
  let start = 0;
  while (start < before.length && start < after.length && equalJson(before[start], after[start])) start += 1;
  let tail = 0;
  const room = Math.min(before.length, after.length) - start;
  while (tail < room && equalJson(before[before.length - 1 - tail], after[after.length - 1 - tail])) tail += 1;
  const [beforeEnd, afterEnd] = [before.length - tail, after.length - tail];
  return [
    { before: [0, start], after: [0, start], same: true },
    ...alignMiddle(before, after, [start, beforeEnd], [start, afterEnd]),
    { before: [beforeEnd, before.length], after: [afterEnd, after.length], same: true },
  ];
}

function alignMiddle(before: List, after: List, [from, to]: readonly [number, number], [start, end]: readonly [number, number]): Stretch[] {
  const isSmall = (to - from) * (end - start) <= comparisonLimit;
  const pairs = isSmall ? commonPairs(before.slice(from, to), after.slice(start, end)) : [];
  const stretches: Stretch[] = [];
  let [i, j] = [from, start];
  for (const [a, b] of [...pairs, [to - from, end - start] as const]) {
    stretches.push({ before: [i, from + a], after: [j, start + b], same: false });
    [i, j] = [from + a, start + b];
    if (i < to && j < end) {
      stretches.push({ before: [i, i + 1], after: [j, j + 1], same: true });
      [i, j] = [i + 1, j + 1];
    }
  }
  return stretches;
}

/** A longest common subsequence, as pairs of indexes. */
function commonPairs(a: List, b: List): [number, number][] {
  const width = b.length + 1;
  const same = a.map((x) => b.map((y) => equalJson(x, y)));
  const lengths = new Array<number>((a.length + 1) * width).fill(0);
  const lengthAt = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = same[i]?.[j] ? lengthAt(i + 1, j + 1) + 1 : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (same[i]?.[j]) pairs.push([i++, j++]);
    else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}
