import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type CanvasSurface, createSurfaces } from './surfaces.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const canvas = (focus: () => void) => ({ focus }) as CanvasSurface;

it('the canvas that shows next gets the focus, once, and not when nobody waits for it any more', () => {
  const surfaces = createSurfaces();
  const focused: string[] = [];
  const show = (name: string) => {
    surfaces.showCanvas(canvas(() => focused.push(name)));
    vi.runAllTimers();
  };

  show('first');
  surfaces.focusNextCanvas();
  show('second');
  show('third');
  surfaces.focusNextCanvas()();
  show('fourth');

  expect(focused).toEqual(['second']);
});
