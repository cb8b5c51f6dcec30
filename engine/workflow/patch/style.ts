import { afterCommaOf, hasLineBreak, indentationAt, lastLineOf } from './blanks.ts';
import { containerOf, isBlock, valueNodeOf } from './container.ts';
import { childrenOf, type TextNode } from './text-node.ts';

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

export function detectStyle(text: string, root: TextNode): TextStyle {
  const sample = sampleNodes(text, root);
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

function sampleNodes(text: string, root: TextNode): TextNode[] {
  const nodes = [root];
  for (let at = 0; at < nodes.length && nodes.length < sampleSize; at += 1) {
    nodes.push(...childrenOf(text, nodes[at] as TextNode).slice(0, sampleChildren));
  }
  return nodes;
}

function first<T>(nodes: readonly TextNode[], read: (node: TextNode) => T | undefined): T | undefined {
  for (const node of nodes) {
    const found = read(node);
    if (found !== undefined) return found;
  }
  return undefined;
}

function colonGap(text: string, node: TextNode): string | undefined {
  if (node.type !== 'property') return undefined;
  const value = valueNodeOf(text, node);
  return blanksOnly(text.slice(text.indexOf(':', node.keyEnd) + 1, value.offset));
}

function indentationStep(text: string, node: TextNode): string | undefined {
  const child = childrenOf(text, node)[0];
  if (!child || node.type === 'property') return undefined;
  const gap = text.slice(node.offset + 1, child.offset);
  const outer = indentationAt(text, node.offset);
  const inner = lastLineOf(gap);
  return hasLineBreak(gap) && inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : undefined;
}

function inlineCommaGap(text: string, node: TextNode): string | undefined {
  const [before, after] = childrenOf(text, node);
  if (!before || !after || node.type === 'property') return undefined;
  return blanksOnly(afterCommaOf(text.slice(before.end, after.offset)));
}

function inlinePadding(text: string, node: TextNode): string | undefined {
  const child = childrenOf(text, node)[0];
  if (!child || node.type !== 'object') return undefined;
  return blanksOnly(text.slice(node.offset + 1, child.offset));
}

function blanksOnly(gap: string): string | undefined {
  return /^[ \t]*$/.test(gap) ? gap : undefined;
}

function writesListsInline(text: string, sample: readonly TextNode[]): boolean {
  const lists = sample.filter((node) => {
    const elements = node.type === 'array' ? childrenOf(text, node) : [];
    return elements.length > 0 && elements.every((element) => element.type === 'scalar');
  });
  const blocks = lists.filter((list) => isBlock(text, list) && containerOf(list) !== undefined).length;
  return blocks === 0 || blocks * 2 < lists.length;
}
