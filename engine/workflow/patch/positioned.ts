// Reading the positioned tree of a JSON text.
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { presentKeys } from '../equal.ts';
import { type Failure, userFailure } from '../failure.ts';
import { isJsonObject, type Json } from '../json.ts';
import { err, ok, type Result } from '../result.ts';
import { hasLineBreak } from './trivia.ts';

/** A property as a pair of positioned nodes. */
export type Property = { readonly node: Node; readonly keyNode: Node; readonly key: string; readonly value: Node };

/** The tree of a text. Comments and trailing commas are let through: they are kept where they stand. */
export function parsePositioned(text: string): Result<Node, Failure> {
  const errors: ParseError[] = [];
  const withoutMark = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const root = parseTree(withoutMark, errors, { allowTrailingComma: true });
  const first = errors[0];
  if (root && !first) return ok(root);
  const where = first ? `${printParseErrorCode(first.error)} at offset ${first.offset}` : 'it is empty';
  return err(userFailure('invalid_json', `The text is not JSON (${where}). Repair it in the code view first.`));
}

export function endOf(node: Node): number {
  return node.offset + node.length;
}

export function childrenOf(node: Node): readonly Node[] {
  return node.children ?? [];
}

/** Properties in the order of the text; an unfinished one has no value and is left out. */
export function propertiesOf(object: Node): Property[] {
  return childrenOf(object).flatMap((node) => {
    const [keyNode, value] = childrenOf(node);
    return keyNode && value ? [{ node, keyNode, key: String(keyNode.value), value }] : [];
  });
}

/** The value of a list's element or an object's property. */
export function valueNodeOf(child: Node): Node | undefined {
  return child.type === 'property' ? childrenOf(child)[1] : child;
}

/** The object or list around a value, or undefined for the root. */
export function containerOf(value: Node): Node | undefined {
  return value.parent?.type === 'property' ? value.parent.parent : value.parent;
}

/** Whether the children of an object or list stand on lines of their own. An empty one follows what is around it. */
export function isBlock(text: string, container: Node): boolean {
  const children = childrenOf(container);
  const first = children[0];
  const last = children[children.length - 1];
  if (first && last) {
    return hasLineBreak(text.slice(container.offset, first.offset)) || hasLineBreak(text.slice(endOf(last), endOf(container)));
  }
  if (hasLineBreak(text.slice(container.offset, endOf(container)))) return true;
  const outer = containerOf(container);
  return outer ? isBlock(text, outer) : true;
}

/** Whether a node says the same as a value; of a key written twice the last one counts, as in every JSON parser. */
export function nodeEquals(node: Node, value: unknown): boolean {
  if (node.type === 'array') {
    const elements = childrenOf(node);
    return Array.isArray(value) && value.length === elements.length && elements.every((element, at) => nodeEquals(element, value[at]));
  }
  if (node.type !== 'object') return node.value === value;
  if (!isJsonObject(value)) return false;
  const own: { readonly [key: string]: Json } = value;
  const byKey = new Map(propertiesOf(node).map((property) => [property.key, property.value]));
  if (presentKeys(own).length !== byKey.size) return false;
  for (const [key, child] of byKey) if (!Object.hasOwn(own, key) || !nodeEquals(child, own[key])) return false;
  return true;
}
