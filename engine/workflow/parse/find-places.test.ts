import fc from 'fast-check';
import { findNodeAtLocation, getNodePath, type Node, parseTree } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { findPlaces } from './find-places.ts';

function allNodes(root: Node): Node[] {
  const nodes = [root];
  for (const node of nodes) {
    for (const child of node.children ?? []) {
      const value = child.type === 'property' ? child.children?.[1] : child;
      if (value) nodes.push(value);
    }
  }
  return nodes;
}

describe('findPlaces', () => {
  it('finds what a tree of the text finds', () => {
    const spaced = fc.tuple(fc.jsonValue(), fc.constantFrom('', ' ', '\n\t')).map(([value, space]) => JSON.stringify(value, null, space));
    fc.assert(
      fc.property(spaced, (text) => {
        const root = parseTree(text);
        if (!root) throw new Error('the text is JSON');
        const paths = allNodes(root).map(getNodePath);
        const places = findPlaces(text, paths);
        for (const path of paths) {
          const node = findNodeAtLocation(root, path);
          const key = node?.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
          expect(places(path)).toEqual({
            place: {
              start: node?.offset,
              end: (node?.offset ?? 0) + (node?.length ?? 0),
              key: key ? { start: key.offset, end: key.offset + key.length } : null,
            },
            complete: true,
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives the nearest place around what does not exist', () => {
    const text = '{ "a": { "b": 1 } }';
    expect(findPlaces(text, [['a', 'x', 'y']])(['a', 'x', 'y'])).toMatchObject({ place: { start: 7, end: 17 }, complete: false });
  });

  it('finds names that are written with escapes, and the last of equal ones', () => {
    const text = '{ "\\u0061": 1, "a": 22 }';
    expect(findPlaces(text, [['a']])(['a']).place).toMatchObject({ start: 20, end: 22 });
  });
});
