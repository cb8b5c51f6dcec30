import { type Node, parseTree } from 'jsonc-parser';
import type { JsonPath, Problem, TextRange } from '../problem.ts';
import type { Finding } from './finding.ts';

/** Turns offsets of a text into lines and columns. */
export type Positions = { readonly range: (start: number, end: number) => TextRange };

export function positionsIn(text: string): Positions {
  const lineStarts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) lineStarts.push(match.index + match[0].length);
  const position = (offset: number) => {
    const line = lineAt(lineStarts, offset);
    return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1, offset };
  };
  return { range: (start, end) => ({ start: position(start), end: position(end) }) };
}

function lineAt(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Gives every finding its place in the text. The text must not nest deeper than the limit: the tree is built recursively. */
export function locateFindings(findings: readonly Finding[], text: string): Problem[] {
  if (findings.length === 0) return [];
  const positions = positionsIn(text);
  const root = parseTree(text);
  return findings.map((finding) => withoutLocation(finding, finding.range ?? (root && rangeOf(finding, root, text, positions))));
}

/** Problems of a value that never was text. */
export function unlocated(findings: readonly Finding[]): Problem[] {
  return findings.map((finding) => withoutLocation(finding, finding.range));
}

function withoutLocation({ on: _on, span: _span, range: _range, ...problem }: Finding, range: TextRange | undefined): Problem {
  return range ? { ...problem, range } : problem;
}

function rangeOf(finding: Finding, root: Node, text: string, positions: Positions): TextRange {
  const { node, complete } = nodeAt(root, finding.path);
  if (complete && finding.span && node.type === 'string') {
    const start = offsetInString(text, node, finding.span.start);
    return positions.range(start, Math.max(start, offsetInString(text, node, finding.span.end)));
  }
  const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
  const meantKey = finding.on === 'key' || !complete || finding.path.length === 0;
  if (meantKey && key) return positions.range(key.offset, key.offset + key.length);
  if (meantKey && node.type === 'object') return positions.range(node.offset, node.offset + 1);
  return positions.range(node.offset, node.offset + node.length);
}

/** The node at the path, or the nearest one around it. Of equal keys the last counts, as in `JSON.parse`. */
function nodeAt(root: Node, path: JsonPath): { readonly node: Node; readonly complete: boolean } {
  let node = root;
  for (const segment of path) {
    const next = childAt(node, segment);
    if (!next) return { node, complete: false };
    node = next;
  }
  return { node, complete: true };
}

function childAt(node: Node, segment: string | number): Node | undefined {
  if (node.type === 'array') return typeof segment === 'number' ? node.children?.[segment] : undefined;
  if (node.type !== 'object') return undefined;
  const properties = node.children ?? [];
  for (let at = properties.length - 1; at >= 0; at--) {
    const property = properties[at]?.children;
    if (property?.[0]?.value === String(segment)) return property[1];
  }
  return undefined;
}

/** Offset in the text of the character `index` of the decoded string: escapes take 2 or 6 characters of text for one. */
function offsetInString(text: string, node: Node, index: number): number {
  let at = node.offset + 1;
  const end = node.offset + node.length - 1;
  for (let decoded = 0; decoded < index && at < end; decoded++) {
    if (text[at] !== '\\') at += 1;
    else at += text[at + 1] === 'u' ? 6 : 2;
  }
  return Math.min(at, end);
}
