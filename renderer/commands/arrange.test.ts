import { describe, expect, it } from 'vitest';
import { align, distribute } from './arrange.ts';

const boxes = new Map([
  ['a', { x: 0, y: 0, width: 200, height: 50 }],
  ['b', { x: 40, y: 100, width: 100, height: 50 }],
  ['c', { x: 10, y: 400, width: 200, height: 100 }],
]);

describe('aligning', () => {
  it.each([
    ['left', { a: 0, b: 0, c: 0 }],
    ['right', { a: 10, b: 110, c: 10 }],
    ['center', { a: 5, b: 55, c: 5 }],
  ] as const)('to the %s moves along x alone', (to, expected) => {
    const moves = align(boxes, to);

    expect(Object.fromEntries([...moves].map(([path, { x }]) => [path, x]))).toEqual(expected);
    for (const [path, { y }] of moves) expect(y).toBe(boxes.get(path)?.y);
  });

  it('to the bottom takes heights into account', () => {
    expect([...align(boxes, 'bottom').values()].map(({ y }) => y)).toEqual([450, 450, 400]);
    expect([...align(boxes, 'top').values()].map(({ y }) => y)).toEqual([0, 0, 0]);
    expect([...align(boxes, 'middle').values()].map(({ y }) => y)).toEqual([225, 225, 200]);
  });
});

describe('distributing', () => {
  it('leaves the same room between neighbours and the outermost in place', () => {
    expect([...distribute(boxes, 'y')]).toEqual([
      ['a', { x: 0, y: 0 }],
      ['b', { x: 40, y: 200 }],
      ['c', { x: 10, y: 400 }],
    ]);
  });

  it('of nothing is nothing', () => {
    expect(distribute(new Map(), 'x').size).toBe(0);
  });
});
