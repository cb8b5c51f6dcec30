import { describe, expect, it } from 'vitest';
import { firstView } from './first-view.ts';

const size = { width: 1000, height: 600 };

describe('the first view', () => {
  it('has all of a small workflow in its middle, not larger than life', () => {
    const view = firstView({ x: 0, y: 0, width: 400, height: 100 }, size, 'right');

    expect(view).toEqual({ x: 300, y: 250, zoom: 1 });
  });

  it('begins at the start of one that could not be read as a whole', () => {
    const view = firstView({ x: -200, y: 0, width: 6000, height: 300 }, size, 'right');

    expect(view.zoom).toBe(0.7);
    expect(view.x + -200 * view.zoom).toBe(56);
    expect(view.y).toBeCloseTo(300 - 150 * 0.7);
  });

  it('has the task in sight that a tall and long one begins with', () => {
    const boxes = [
      { x: 300, y: 9000, width: 208, height: 56 },
      { x: 0, y: 20, width: 208, height: 56 },
    ];

    const view = firstView({ x: 0, y: 0, width: 9000, height: 9056 }, size, 'right', boxes);

    expect(view.x).toBe(56);
    expect(view.y + 48 * view.zoom).toBe(300);
  });

  it('is the middle where there is nothing', () => {
    expect(firstView(null, size, 'right')).toEqual({ x: 500, y: 300, zoom: 1 });
  });
});
