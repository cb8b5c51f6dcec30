import { describe, expect, it } from 'vitest';
import { alignDrag } from './align-drag.ts';

const card = (x: number, y: number) => ({ x, y, width: 208, height: 56 });
const reach = { within: 6, origin: { x: 0, y: 0 } };

describe('aligning what is dragged', () => {
  it('snaps to the grid where nothing else is near', () => {
    const { delta, lines } = alignDrag(card(101, 203), { ...reach, others: [] });

    expect([101 + delta.x, 203 + delta.y]).toEqual([104, 200]);
    expect(lines).toEqual([]);
  });

  it('counts the grid from the corner of the group', () => {
    const { delta } = alignDrag(card(101, 203), { ...reach, others: [], origin: { x: 3, y: 0 } });

    expect(101 + delta.x).toBe(99);
  });

  it('snaps to the edge of another task rather than to the grid, and says where', () => {
    const { delta, lines } = alignDrag(card(303, 105), { ...reach, others: [card(0, 101)] });

    expect(105 + delta.y).toBe(101);
    expect(lines).toEqual([{ axis: 'y', at: 101, from: 0, to: 512 }]);
  });

  it('takes the nearest of several', () => {
    const { delta } = alignDrag(card(303, 105), { ...reach, others: [card(0, 101), card(600, 104)] });

    expect(105 + delta.y).toBe(104);
  });

  it('aligns centers of different heights', () => {
    const { delta } = alignDrag(card(400, 71), { ...reach, others: [{ x: 0, y: 0, width: 100, height: 200 }] });

    expect(71 + 28 + delta.y).toBe(100);
  });
});
