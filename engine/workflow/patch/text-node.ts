/**
 * A value or property of a JSON text, with its place. Children are looked up when they are asked for: an edit of one task among
 * a thousand reads the tokens on the way to it, not a tree of all of them (which takes ten times as long).
 */
export type TextNode = {
  readonly type: 'object' | 'array' | 'scalar' | 'property';
  /** In UTF-16 units. */
  readonly offset: number;
  readonly end: number;
  readonly parent: TextNode | undefined;
  /** Of a property. */
  readonly key?: string;
  readonly keyEnd?: number;
  /** Filled by `childrenOf`. */
  children?: readonly TextNode[];
};

type PropertyNode = TextNode & { readonly key: string };

export function isProperty(node: TextNode): node is PropertyNode {
  return node.key !== undefined;
}

/** The root of a text, which has to be valid JSON (a byte order mark is let through). */
export function rootOf(text: string): TextNode {
  return valueAt(text, skipBlanks(text, text.startsWith('\uFEFF') ? 1 : 0), undefined);
}

/** Properties of an object, elements of a list, key and value of a property: in the order of the text. */
export function childrenOf(text: string, node: TextNode): readonly TextNode[] {
  node.children ??= readChildren(text, node);
  return node.children;
}

function readChildren(text: string, node: TextNode): TextNode[] {
  if (node.type === 'scalar') return [];
  if (node.type === 'property') return [valueAt(text, skipBlanks(text, text.indexOf(':', node.keyEnd) + 1), node)];
  const children: TextNode[] = [];
  let at = skipBlanks(text, node.offset + 1);
  while (at < node.end - 1) {
    const child = node.type === 'array' ? valueAt(text, at, node) : propertyAt(text, at, node);
    children.push(child);
    const comma = skipBlanks(text, child.end);
    at = skipBlanks(text, comma + 1);
  }
  return children;
}

function propertyAt(text: string, offset: number, parent: TextNode): TextNode {
  const keyEnd = endOfString(text, offset);
  const key = String(JSON.parse(text.slice(offset, keyEnd)));
  const valueStart = skipBlanks(text, text.indexOf(':', keyEnd) + 1);
  return { type: 'property', offset, end: endOfValue(text, valueStart), parent, key, keyEnd };
}

function valueAt(text: string, offset: number, parent: TextNode | undefined): TextNode {
  const first = text.charAt(offset);
  const type = first === '{' ? 'object' : first === '[' ? 'array' : 'scalar';
  return { type, offset, end: endOfValue(text, offset), parent };
}

function endOfValue(text: string, offset: number): number {
  const first = text.charAt(offset);
  if (first === '"') return endOfString(text, offset);
  if (first === '{' || first === '[') return endOfContainer(text, offset);
  let end = offset;
  while (end < text.length && !',]} \t\r\n'.includes(text.charAt(end))) end += 1;
  return end;
}

function endOfContainer(text: string, offset: number): number {
  let depth = 0;
  for (let at = offset; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) at = endOfString(text, at) - 1;
    else if (unit === 0x7b || unit === 0x5b) depth += 1;
    else if (unit === 0x7d || unit === 0x5d) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function endOfString(text: string, offset: number): number {
  let at = text.indexOf('"', offset + 1);
  while (at !== -1 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at === -1 ? text.length : at + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes += 1;
  return backslashes % 2 === 1;
}

function skipBlanks(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return at;
}
