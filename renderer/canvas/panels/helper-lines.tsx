import { ViewportPortal } from '@xyflow/react';
import { useCanvasState } from '../canvas-context.ts';
import type { Line } from '../graph/align-drag.ts';
import styles from './helper-lines.module.css';

/** Lines along which a dragged task is aligned. */
export function HelperLines() {
  const lines = useCanvasState((state) => state.lines);
  if (lines.length === 0) return null;
  return (
    <ViewportPortal>
      {lines.map((line) => (
        <div key={line.axis} className={styles.line} style={placeOf(line)} />
      ))}
    </ViewportPortal>
  );
}

const overhang = 12;

function placeOf({ axis, at, from, to }: Line) {
  const length = to - from + 2 * overhang;
  return axis === 'x'
    ? { left: at, top: from - overhang, width: 1, height: length }
    : { left: from - overhang, top: at, width: length, height: 1 };
}
