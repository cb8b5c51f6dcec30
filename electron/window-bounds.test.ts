import { expect, it } from 'vitest';
import { overlaps } from './window-bounds.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const window = { width: 1000, height: 700 };

it('knows a window that can be grasped', () => {
  expect(overlaps(screen, { ...window, x: 100, y: 100 })).toBe(true);
  expect(overlaps(screen, { ...window, x: -800, y: 0 })).toBe(true);
  expect(overlaps({ ...screen, x: -1920 }, { ...window, x: -1500, y: 50 })).toBe(true);
});

it('knows a window of a screen that is gone', () => {
  expect(overlaps(screen, { ...window, x: 2000, y: 0 })).toBe(false);
  expect(overlaps(screen, { ...window, x: -900, y: 0 })).toBe(false);
  expect(overlaps(screen, { ...window, x: 0, y: 1040 })).toBe(false);
});
