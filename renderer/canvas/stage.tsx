import { type PointerEvent, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { SessionState } from '../document/session.ts';
import { canvasMessages } from '../messages/canvas.ts';
import { useCanvas, useCanvasState } from './canvas-context.ts';
import { Flow } from './flow.tsx';
import { useKeys } from './gestures/use-keys.ts';
import type { Size } from './graph/geometry.ts';
import { Overview } from './overview/overview.tsx';
import { Announcer } from './panels/announcer.tsx';
import { CanvasMenu } from './panels/canvas-menu.tsx';
import { EmptyCanvas } from './panels/empty-canvas.tsx';
import { FindBar } from './panels/find-bar.tsx';
import { HelperLines } from './panels/helper-lines.tsx';
import { HintAtPointer } from './panels/hint-at-pointer.tsx';
import { Minimap } from './panels/minimap.tsx';
import { ConnectList, QuickAddList } from './panels/quick-add-list.tsx';
import { Toolbar } from './panels/toolbar.tsx';
import styles from './stage.module.css';
import { useSurface } from './use-surface.ts';

const graphOf = ({ graph }: SessionState) => graph;
const nameOf = ({ workflow }: SessionState) => workflow.name ?? workflow.id;

/** The canvas with everything that lies on it. It is one stop for the Tab key; arrow keys go on from there. */
export function Stage() {
  const { model } = useCanvas();
  const element = useRef<HTMLDivElement>(null);
  const graph = useStore(model.session.store, graphOf);
  const name = useStore(model.session.store, nameOf);
  const isWaiting = useCanvasState((state) => state.isWaiting);
  const keys = useKeys(model);
  useSurface(model);
  // How large it is decides where the drawing begins; measured before the first paint.
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    model.element = element.current;
    if (element.current) setSize({ width: element.current.clientWidth, height: element.current.clientHeight });
    return () => {
      model.element = null;
    };
  }, [model]);
  return (
    <CanvasMenu>
      {/* biome-ignore lint/a11y/useSemanticElements: a canvas of tasks has no element of its own */}
      <div
        ref={element}
        className={`${styles.stage} ${graph === 'current' ? '' : styles.stale}`}
        data-surface="canvas"
        role="group"
        aria-roledescription={canvasMessages.toolbar}
        aria-label={canvasMessages.canvas(name)}
        aria-describedby="canvas-help"
        aria-busy={isWaiting}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk the tasks from here
        tabIndex={0}
        {...keys}
        onPointerMove={(event) => {
          model.pointer = { x: event.clientX, y: event.clientY };
        }}
        onPointerLeave={() => {
          model.pointer = null;
        }}
        onPointerDownCapture={(event) => {
          takeFocus(event);
          if (model.store.getState().hint) model.store.setState({ hint: null });
        }}
      >
        {size ? (
          <Flow size={size}>
            <HelperLines />
            <Overview />
          </Flow>
        ) : null}
        <EmptyCanvas />
        <Toolbar />
        <Minimap />
        <FindBar />
        <QuickAddList />
        <ConnectList />
        <HintAtPointer />
        <Announcer />
        <p id="canvas-help" className="visually-hidden">
          {canvasMessages.canvasHelp}
        </p>
      </div>
    </CanvasMenu>
  );
}

/** A press on the canvas takes the focus to it, but not away from a field on it. */
function takeFocus(event: PointerEvent<HTMLDivElement>): void {
  const { target, currentTarget } = event;
  if (target instanceof Element && target.closest('input, textarea, button, select, [role="dialog"], [contenteditable]')) return;
  currentTarget.focus({ preventScroll: true });
}
