import { hasLineBreak } from './blanks.ts';
import { childrenOf, type TextNode } from './text-node.ts';

/** The value of a list's element or an object's property. */
export function valueNodeOf(text: string, child: TextNode): TextNode {
  return child.type === 'property' ? (childrenOf(text, child)[0] ?? child) : child;
}

/** The object or list around a value, or undefined for the root. */
export function containerOf(value: TextNode): TextNode | undefined {
  return value.parent?.type === 'property' ? value.parent.parent : value.parent;
}

/** Whether the children of an object or list stand on lines of their own. An empty one follows what is around it. */
export function isBlock(text: string, container: TextNode): boolean {
  const children = childrenOf(text, container);
  const first = children[0];
  const last = children[children.length - 1];
  if (first && last) return hasLineBreak(text.slice(container.offset, first.offset)) || hasLineBreak(text.slice(last.end, container.end));
  if (hasLineBreak(text.slice(container.offset, container.end))) return true;
  const outer = containerOf(container);
  return outer ? isBlock(text, outer) : true;
}
