// How much of the graph is drawn, by how far away it is.
import { type ReactFlowState, useStore } from '@xyflow/react';
import { useCallback } from 'react';
import { useCanvasState } from './canvas-context.ts';

/** Below this zoom nothing can be read: cards become plain boxes. */
const simpleBelow = 0.35;
/** With more tasks than this, the canvas is painted when it is seen from afar: so many elements cannot be moved sixty times a second. */
const mostDrawn = 400;
/** Below this zoom a large graph is painted; above, few enough of its tasks are in sight to be elements. */
const paintedBelow = 0.5;

const isSimple = ({ transform }: ReactFlowState) => transform[2] < simpleBelow;

/** Whether cards are drawn as plain boxes. */
export function useIsSimple(): boolean {
  return useStore(isSimple);
}

/** Whether the graph is painted as a whole instead of being made of elements. */
export function useIsPainted(): boolean {
  const isLarge = useCanvasState(({ graph }) => graph.tasks.size > mostDrawn);
  return useStore(useCallback(({ transform }: ReactFlowState) => isLarge && transform[2] < paintedBelow, [isLarge]));
}
