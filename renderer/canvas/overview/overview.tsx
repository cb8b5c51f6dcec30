import { useKeyPress, useStore } from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { canvasMessages } from '../../messages/canvas.ts';
import { useCanvas, useCanvasState } from '../canvas-context.ts';
import { useIsPainted } from '../use-detail.ts';
import styles from './overview.module.css';
import { createPainter } from './painter.ts';
import { handlePointer } from './pointer.ts';

/** A large graph as seen from afar. It lies where xyflow listens for wheel and middle button, so that these do what they do elsewhere. */
export function Overview() {
  const isPainted = useIsPainted();
  const domNode = useStore((state) => state.domNode);
  const room = isPainted ? domNode?.querySelector('.react-flow__renderer') : null;
  return room ? createPortal(<PaintedCanvas />, room) : null;
}

function PaintedCanvas() {
  const { model, taskStates } = useCanvas();
  const element = useRef<HTMLCanvasElement>(null);
  const isPanning = useKeyPress('Space');
  const [painter, setPainter] = useState<ReturnType<typeof createPainter> | null>(null);
  const summary = useCanvasState(({ graph }) => canvasMessages.summary(graph.tasks.size, graph.edges.length));
  useEffect(() => {
    if (!element.current) return;
    const created = createPainter(element.current, model, taskStates);
    setPainter(created);
    return created.stop;
  }, [model, taskStates]);
  useEffect(() => {
    if (!element.current || !painter || isPanning) return;
    return handlePointer(element.current, model, painter);
  }, [model, painter, isPanning]);
  return <canvas ref={element} className={`${styles.canvas} ${isPanning ? styles.panning : ''}`} role="img" aria-label={summary} />;
}
