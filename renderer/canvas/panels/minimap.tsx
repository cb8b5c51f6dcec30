import { type ReactFlowState, useStore as useFlow, useReactFlow } from '@xyflow/react';
import { type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { shallow } from 'zustand/shallow';
import { useServices } from '../../app/services.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import type { ViewState } from '../../view/view.ts';
import { useCanvas, useCanvasState } from '../canvas-context.ts';
import { ownLook } from '../canvas-look.ts';
import type { Box } from '../graph/geometry.ts';
import { extentOf } from '../graph/hit-test.ts';
import { paintMinimap, scaleToFit } from '../overview/paint-minimap.ts';
import { readPalette, watchTheme } from '../overview/palette.ts';
import styles from './minimap.module.css';

const size = { width: 176, height: 112 };
const isOpenOf = ({ isMinimapOpen }: ViewState) => isMinimapOpen;
const viewOf = ({ transform: [x, y, zoom], width, height }: ReactFlowState): Box => ({
  x: -x / zoom,
  y: -y / zoom,
  width: width / zoom,
  height: height / zoom,
});

/** The whole workflow, with a frame around what is in sight. A press or a drag goes there. */
export function Minimap() {
  const isOpen = useStore(useServices().view, isOpenOf);
  const isWorthIt = useCanvasState(({ graph }) => graph.tasks.size > 1);
  return isOpen && isWorthIt ? <OpenMinimap /> : null;
}

function OpenMinimap() {
  const { model } = useCanvas();
  const graph = useCanvasState((state) => state.graph);
  const notes = useCanvasState((state) => state.notes);
  const triggers = useCanvasState((state) => state.triggers);
  const { setCenter, getZoom } = useReactFlow();
  const extent = useMemo(
    () =>
      extentOf(
        graph,
        [...notes, ...triggers].map(({ box }) => box),
      ),
    [graph, notes, triggers],
  );
  const scale = useMemo(() => scaleToFit(extent, size), [extent]);
  const canvas = usePainted(scale);
  const go = (event: PointerEvent<HTMLElement>) => {
    if (event.buttons !== 1) return;
    model.look = ownLook;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    void setCenter((event.clientX - left - scale.x) / scale.by, (event.clientY - top - scale.y) / scale.by, {
      zoom: getZoom(),
      duration: 0,
    });
  };
  return (
    <div
      className={styles.map}
      role="img"
      aria-label={canvasMessages.minimap}
      title={canvasMessages.minimap}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={go}
    >
      <canvas ref={canvas} className={styles.picture} style={size} />
      <Sight scale={scale} />
    </div>
  );
}

/** Only this follows when the canvas moves. */
function Sight({ scale }: { readonly scale: ReturnType<typeof scaleToFit> }) {
  const view = useFlow(viewOf, shallow);
  const left = view.x * scale.by + scale.x;
  const top = view.y * scale.by + scale.y;
  return (
    <span
      className={styles.sight}
      style={{ transform: `translate(${left}px, ${top}px)`, width: view.width * scale.by, height: view.height * scale.by }}
    />
  );
}

/** Paints the tasks when they change, not when the canvas moves. */
function usePainted(scale: ReturnType<typeof scaleToFit>) {
  const { model, taskStates } = useCanvas();
  const element = useRef<HTMLCanvasElement>(null);
  const graph = useCanvasState((state) => state.graph);
  useEffect(() => {
    let frame = 0;
    const paint = () => {
      frame = 0;
      if (!element.current) return;
      const { selection } = model.session.store.getState();
      const { notes, triggers } = model.store.getState();
      const selected = new Set(selection.tasks);
      paintMinimap(element.current, { graph, notes, triggers, selected, taskStates, palette: readPalette(element.current), scale, size });
    };
    const later = () => {
      if (frame === 0) frame = requestAnimationFrame(paint);
    };
    later();
    const ends = [
      watchTheme(later),
      model.session.store.subscribe((now, before) => {
        if (now.selection !== before.selection) later();
      }),
      ...[...graph.tasks.keys()].map((path) => taskStates?.subscribe(path, later) ?? (() => {})),
    ];
    return () => {
      cancelAnimationFrame(frame);
      for (const end of ends) end();
    };
  }, [model, taskStates, graph, scale]);
  return element;
}
