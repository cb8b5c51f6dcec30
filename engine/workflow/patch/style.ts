import type { Node } from 'jsonc-parser';
import { childrenOf, containerOf, endOf, isBlock } from './positioned.ts';
import { afterCommaOf, hasLineBreak, indentationAt, lastLineOf } from './trivia.ts';

/** How a person (or a program) wrote a JSON text, so that what is added looks like what is there. */
export type TextStyle = {
  readonly eol: string;
  /** One step of indentation. */
  readonly unit: string;
  readonly afterColon: string;
  /** After a comma, and inside the braces of an object, where these stay on one line. */
  readonly afterComma: string;
  readonly padding: string;
  /** Whether short lists of plain values are written on one line. */
  readonly inlineLists: boolean;
};

/** The beginning of a document shows its style; reading more would only cost time. */
const sampleSize = 2_000;
const sampleChildren = 20;

export function detectStyle(text: string, root: Node): TextStyle {
  const sample = sampleNodes(root);
  const afterColon = first(sample, (node) => colonGap(text, node)) ?? ' ';
  return {
    eol: /\r\n|\n|\r/.exec(text)?.[0] ?? '\n',
    unit: first(sample, (node) => indentationStep(text, node)) ?? '  ',
    afterColon,
    afterComma: first(sample, (node) => inlineCommaGap(text, node)) ?? (afterColon === '' ? '' : ' '),
    padding: first(sample, (node) => inlinePadding(text, node)) ?? (afterColon === '' ? '' : ' '),
    inlineLists: writesListsInline(text, sample),
  };
}

function sampleNodes(root: Node): Node[] {
  const nodes = [root];
  for (let at = 0; at < nodes.length && nodes.length < sampleSize; at += 1) {
    nodes.push(...childrenOf(nodes[at] as Node).slice(0, sampleChildren));
  }
  return nodes;
}

function first<T>(nodes: readonly Node[], read: (node: Node) => T | undefined): T | undefined {
  for (const node of nodes) {
    const found = read(node);
    if (found !== undefined) return found;
  }
  return undefined;
}

function colonGap(text: string, node: Node): string | undefined {
  const value = node.type === 'property' ? childrenOf(node)[1] : undefined;
  if (!value || node.colonOffset === undefined) return undefined;
  return blanksOnly(text.slice(node.colonOffset + 1, value.offset));
}

function indentationStep(text: string, node: Node): string | undefined {
  const child = childrenOf(node)[0];
  if (!child || node.type === 'property') return undefined;
  const gap = text.slice(node.offset + 1, child.offset);
  const outer = indentationAt(text, node.offset);
  const inner = lastLineOf(gap);
  return hasLineBreak(gap) && inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : undefined;
}

function inlineCommaGap(text: string, node: Node): string | undefined {
  const [before, after] = childrenOf(node);
  if (!before || !after || node.type === 'property') return undefined;
  const gap = afterCommaOf(text.slice(endOf(before), after.offset));
  return gap === undefined ? undefined : blanksOnly(gap);
}

function inlinePadding(text: string, node: Node): string | undefined {
  const child = childrenOf(node)[0];
  if (!child || node.type !== 'object') return undefined;
  return blanksOnly(text.slice(node.offset + 1, child.offset));
}

function blanksOnly(gap: string): string | undefined {
  return /^[ \t]*$/.test(gap) ? gap : undefined;
}

function writesListsInline(text: string, sample: readonly Node[]): boolean {
  const lists = sample.filter((node) => node.type === 'array' && childrenOf(node).length > 0 && childrenOf(node).every(isScalar));
  const blocks = lists.filter((list) => isBlock(text, list) && containerOf(list) !== undefined).length;
  return blocks === 0 || blocks * 2 < lists.length;
}

function isScalar(node: Node): boolean {
  return node.type !== 'object' && node.type !== 'array';
}
