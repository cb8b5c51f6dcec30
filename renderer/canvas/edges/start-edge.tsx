import { type EdgeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { edgeLine, roundedPath } from '../graph/edge-line.ts';
import styles from './need-edge.module.css';

/** From a trigger to a task that the run begins with. */
export const StartEdge = memo(function StartEdge({ sourceX, sourceY, targetX, targetY, targetPosition }: EdgeProps) {
  const direction = targetPosition === Position.Top ? 'down' : 'right';
  const side = direction === 'down' ? 'bottom' : 'right';
  const line = edgeLine({ from: { x: sourceX, y: sourceY }, side, to: { x: targetX, y: targetY }, direction });
  return <path d={roundedPath(line)} className={`${styles.line} ${styles.start}`} />;
});
