import { type RefObject, useEffect } from 'react';
import type { CanvasModel } from './canvas-model.ts';
import type { Size } from './graph/geometry.ts';
import { keepInSight } from './reveal.ts';

/** When the code, the drawer or a panel takes room from the canvas. */
export function useKeptSight(model: CanvasModel, element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    let before: Size = sizeOf(current);
    const observer = new ResizeObserver(() => {
      const after = sizeOf(current);
      keepInSight(model, before, after);
      before = after;
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [model, element]);
}

function sizeOf({ clientWidth: width, clientHeight: height }: HTMLElement): Size {
  return { width, height };
}
