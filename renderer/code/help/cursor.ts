// What stands at a place of a text that need not be right.
import { findNodeAtLocation, getLocation, type Node, parseTree } from 'jsonc-parser';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import { expressionPlaces, isBareField } from '../expression-places.ts';
import { type JsonString, readJsonString } from '../json-string.ts';

export type Literal = { readonly start: number; readonly end: number; readonly raw: string };

export type Cursor = {
  readonly text: string;
  readonly offset: number;
  /** Of the value; where a key is written, the last segment is the key as far as it is. */
  readonly path: JsonPath;
  readonly isKey: boolean;
  /** The key or value that the offset is in or at the end of. */
  readonly literal: Literal | null;
  /** The document as far as it can be read; made when it is first asked for. */
  readonly tree: () => Node | undefined;
};

export function cursorAt(text: string, offset: number): Cursor {
  const { path, previousNode, isAtPropertyKey } = getLocation(text, offset);
  const node = previousNode && previousNode.offset <= offset && offset <= previousNode.offset + previousNode.length ? previousNode : null;
  const literal = node
    ? { start: node.offset, end: node.offset + node.length, raw: text.slice(node.offset, node.offset + node.length) }
    : null;
  let tree: Node | undefined;
  const readTree = () => {
    tree ??= parseTree(text, [], { allowTrailingComma: true });
    return tree;
  };
  return { text, offset, path, isKey: isAtPropertyKey, literal, tree: readTree };
}

/** The text of the string at a path, as far as the text can be read. */
export function stringAt({ tree }: Pick<Cursor, 'tree'>, path: JsonPath): string | undefined {
  const value: unknown = nodeAt({ tree }, path)?.value;
  return typeof value === 'string' ? value : undefined;
}

export function nodeAt({ tree }: Pick<Cursor, 'tree'>, path: JsonPath): Node | undefined {
  const root = tree();
  return root && findNodeAtLocation(root, [...path]);
}

/** The names of the fields of the object at a path. */
export function namesAt(cursor: Pick<Cursor, 'tree'>, path: JsonPath): readonly string[] {
  const node = nodeAt(cursor, path);
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children }) => (typeof children?.[0]?.value === 'string' ? [children[0].value] : []));
}

/** An expression at the cursor. Offsets of its source become those of the text by `toText`. */
export type ExpressionAt = {
  readonly source: string;
  readonly offset: number;
  readonly owner: JsonPath;
  readonly toText: (sourceOffset: number) => number;
  /** As it has to be written in the string. */
  readonly encode: (source: string) => string;
};

export function expressionAt({ path, isKey, literal, offset }: Cursor): ExpressionAt | null {
  if (isKey || !literal?.raw.startsWith('"') || offset <= literal.start) return null;
  const string = readJsonString(literal.raw);
  const index = string.index(offset - literal.start);
  const place = placeAt(string, index, path);
  if (!place) return null;
  return {
    source: place.source,
    offset: index - place.start,
    owner: path,
    toText: (sourceOffset) => literal.start + string.written(place.start + sourceOffset),
    encode: (source) => JSON.stringify(source).slice(1, -1),
  };
}

function placeAt({ value }: JsonString, index: number, path: JsonPath) {
  if (isBareField(path) && !value.trimStart().startsWith('{{')) return { source: value, start: 0 };
  return expressionPlaces(value).find(({ start, end }) => start <= index && index <= end) ?? null;
}
