import {
  Background,
  BackgroundVariant,
  ConnectionLineType,
  ReactFlow,
  type ReactFlowInstance,
  SelectionMode,
  useStore,
  useStoreApi,
} from '@xyflow/react';
import { ownLook } from './canvas-look.ts';
import { keepLook } from './keep-look.ts';
import '@xyflow/react/dist/base.css';
import { type ReactNode, useCallback, useEffect, useMemo } from 'react';
import { useCanvas, useCanvasState } from './canvas-context.ts';
import type { CanvasModel } from './canvas-model.ts';
import { NeedEdge } from './edges/need-edge.tsx';
import { StartEdge } from './edges/start-edge.tsx';
import styles from './flow.module.css';
import { selectEdges } from './gestures/select.ts';
import { useBand } from './gestures/use-band.ts';
import { useConnecting } from './gestures/use-connecting.ts';
import { useDragging } from './gestures/use-dragging.ts';
import { usePressing } from './gestures/use-pressing.ts';
import type { Viewport } from './graph/first-view.ts';
import type { Box, Size } from './graph/geometry.ts';
import type { CanvasEdge, CanvasNode } from './nodes/flow-nodes.ts';
import { FrameNode } from './nodes/frame-node.tsx';
import { NoteNode } from './nodes/note-node.tsx';
import { TaskNode } from './nodes/task-node.tsx';
import { TriggerNode } from './nodes/trigger-node.tsx';
import { firstViewOf, showStart, zoomRange } from './reveal.ts';
import { useIsPainted } from './use-detail.ts';

const nodeTypes = { task: TaskNode, frame: FrameNode, trigger: TriggerNode, note: NoteNode };
const edgeTypes = { need: NeedEdge, start: StartEdge };
const multiKeys = ['Shift', 'Meta', 'Control'];
const panButtons = [1];
const noNodes: CanvasNode[] = [];
const noEdges: CanvasEdge[] = [];
const dots = { gap: 24, size: 2 };

/** The drawing, with the gestures of mouse, pen and finger. */
export function Flow({ size, children }: { readonly size: Size; readonly children: ReactNode }) {
  const { model } = useCanvas();
  const isPainted = useIsPainted();
  const nodes = useCanvasState((state) => state.nodes);
  const edges = useCanvasState((state) => state.edges);
  const bandOf = useBand(model);
  const dragging = useDragging(model, bandOf);
  const connecting = useConnecting(model);
  const pressing = usePressing(model);
  const viewport = useKeptViewport(model, size);
  const onEdgesChange = useOnEdgesChange(model, bandOf);
  useNoSelectionBox();
  return (
    <ReactFlow<CanvasNode, CanvasEdge>
      className={styles.flow ?? ''}
      nodes={isPainted ? noNodes : (nodes as CanvasNode[])}
      edges={isPainted ? noEdges : (edges as CanvasEdge[])}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      {...dragging}
      {...connecting}
      {...pressing}
      {...viewport}
      onEdgesChange={onEdgesChange}
      onInit={useCallback(
        (flow: ReactFlowInstance<CanvasNode, CanvasEdge>) => {
          model.flow = flow;
          // The canvas may have found its size since it was measured.
          showStart(model);
        },
        [model],
      )}
      minZoom={zoomRange.least}
      maxZoom={zoomRange.most}
      onlyRenderVisibleElements
      elevateNodesOnSelect={false}
      selectNodesOnDrag
      nodeDragThreshold={3}
      connectionDragThreshold={3}
      connectionRadius={18}
      reconnectRadius={9}
      connectOnClick={false}
      connectionLineType={ConnectionLineType.SmoothStep}
      disableKeyboardA11y
      nodesFocusable={false}
      edgesFocusable={false}
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={multiKeys}
      panActivationKeyCode="Space"
      selectionOnDrag
      selectionMode={SelectionMode.Partial}
      panOnDrag={panButtons}
      panOnScroll
      zoomOnDoubleClick={false}
      proOptions={proOptions}
    >
      <Background variant={BackgroundVariant.Dots} gap={dots.gap} size={dots.size} color="var(--dots)" />
      {children}
    </ReactFlow>
  );
}

/** xyflow is named in the app's about box and in ARCHITECTURE.md. */
const proOptions = { hideAttribution: true };

function useOnEdgesChange(model: CanvasModel, bandOf: () => Box | null) {
  return useCallback(
    (changes: readonly { readonly type: string }[]) => {
      const selects = changes.filter((change) => change.type === 'select') as unknown as Parameters<typeof selectEdges>[1];
      // A rubber band takes tasks; their edges go with them anyway.
      if (selects.length === 0 || bandOf()) return;
      model.session.select(selectEdges(model.session.store.getState().selection, selects));
    },
    [model, bandOf],
  );
}

/** Opens where the person left it, else where it begins; remembers where the person goes. */
function useKeptViewport(model: CanvasModel, size: Size) {
  const { session, services } = model;
  const { view } = services;
  const defaultViewport = useMemo(() => {
    const { viewports } = view.getState();
    const kept = Object.hasOwn(viewports, session.id) ? viewports[session.id] : undefined;
    return kept ?? firstViewOf(model, size);
  }, [model, session, view, size]);
  const onMoveEnd = useCallback(
    (event: unknown, viewport: Viewport) => {
      if (event instanceof Event) model.look = ownLook;
      if (model.look.kind === 'own') view.setState({ viewports: { ...view.getState().viewports, [session.id]: viewport } });
    },
    [model, session, view],
  );
  useEffect(() => (model.element ? keepLook(model, model.element) : undefined), [model]);
  return { defaultViewport, onMoveEnd };
}

/** xyflow puts a box over what a rubber band took, which keeps the pointer from what lies between: the selection shows without it. */
function useNoSelectionBox(): void {
  const store = useStoreApi();
  const isActive = useStore((state) => state.nodesSelectionActive);
  useEffect(() => {
    if (isActive) store.setState({ nodesSelectionActive: false });
  }, [isActive, store]);
}
