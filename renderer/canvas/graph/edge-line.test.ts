import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shown, step, workflowOf } from '../testing/show.ts';
import { edgeAtPoint, edgeLine, endsOfEdge, middleOf, roundedPath } from './edge-line.ts';

const point = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) });

describe('the line of an edge', () => {
  it('goes straight between ports at the same height', () => {
    const line = edgeLine({ from: { x: 0, y: 10 }, side: 'right', to: { x: 100, y: 10 }, direction: 'right' });

    expect(line).toEqual([
      { x: 0, y: 10 },
      { x: 100, y: 10 },
    ]);
    expect(middleOf(line)).toEqual({ x: 50, y: 10 });
  });

  it('turns in the middle', () => {
    const line = edgeLine({ from: { x: 0, y: 0 }, side: 'right', to: { x: 100, y: 60 }, direction: 'right' });

    expect(line).toEqual([
      { x: 0, y: 0 },
      { x: 50, y: 0 },
      { x: 50, y: 60 },
      { x: 100, y: 60 },
    ]);
  });

  it('goes around to a task that stands behind', () => {
    const line = edgeLine({ from: { x: 100, y: 0 }, side: 'right', to: { x: 0, y: 200 }, direction: 'right' });

    expect(line[1]).toEqual({ x: 120, y: 0 });
    expect(line.at(-2)).toEqual({ x: -20, y: 200 });
  });

  it('is right-angled, begins at the port and ends at the task', () => {
    fc.assert(
      fc.property(point, point, fc.constantFrom('right', 'bottom'), fc.constantFrom('right', 'down'), (from, to, side, direction) => {
        const line = edgeLine({ from, side, to, direction } as Parameters<typeof edgeLine>[0]);

        expect(line[0]).toEqual(from);
        if (line.length > 1) expect(line.at(-1)).toEqual(to);
        for (const [index, at] of line.entries()) {
          const next = line[index + 1];
          if (next) expect(at.x === next.x || at.y === next.y).toBe(true);
        }
      }),
    );
  });

  it('is the same with x and y exchanged when the graph goes down', () => {
    const right = edgeLine({ from: { x: 0, y: 0 }, side: 'right', to: { x: 100, y: 60 }, direction: 'right' });
    const down = edgeLine({ from: { x: 0, y: 0 }, side: 'bottom', to: { x: 60, y: 100 }, direction: 'down' });

    expect(down).toEqual(right.map(({ x, y }) => ({ x: y, y: x })));
  });

  it('becomes a path with rounded turns', () => {
    expect(roundedPath([])).toBe('');
    expect(
      roundedPath([
        { x: 0, y: 0 },
        { x: 50, y: 0 },
        { x: 50, y: 60 },
      ]),
    ).toBe('M0 0L42 0Q50 0 50 8L50 60');
  });

  it('has its label in the middle of its middle piece', () => {
    const line = edgeLine({ from: { x: 0, y: 0 }, side: 'right', to: { x: 100, y: 60 }, direction: 'right' });

    expect(middleOf(line)).toEqual({ x: 50, y: 30 });
  });
});

describe('the edge at a point', () => {
  const graph = shown(workflowOf({ a: step(), b: step(['a']), c: step(['a:failed']) }, { a: [0, 0], b: [400, 0], c: [400, 200] }));

  it('is the nearest one within reach', () => {
    expect(edgeAtPoint(graph, { x: 300, y: 30 }, 8)?.key).toBe('a:done>b');
    expect(edgeAtPoint(graph, { x: 300, y: 100 }, 8)).toBeNull();
    expect(edgeAtPoint(graph, { x: 380, y: 150 }, 8)?.key).toBe('a:failed>c');
  });

  it('has ends only where both tasks are shown', () => {
    expect(endsOfEdge(graph, { key: '', from: 'a', port: 'done', to: 'gone', group: '' })).toBeNull();
  });
});
