import { type Connection, type FinalConnectionState, type IsValidConnection, type OnConnectStart, useStoreApi } from '@xyflow/react';
import { useMemo } from 'react';
import type { Edge } from '../../../engine/workflow/edit/connect.ts';
import type { CanvasModel } from '../canvas-model.ts';
import type { LooseEnd } from '../canvas-state.ts';
import { edgeOf } from '../graph/edge-key.ts';
import { taskAtPoint } from '../graph/hit-test.ts';
import type { CanvasEdge } from '../nodes/flow-nodes.ts';
import { connectTasks, edgeBetween, reconnectTasks, refusalOf, showAim, tellAtPointer } from './connect.ts';
import { beginConnected } from './quick-add.ts';

function edgeFrom({ source, sourceHandle, target }: Pick<Connection, 'source' | 'sourceHandle' | 'target'>): Edge {
  return { from: source, port: sourceHandle ?? 'done', to: target };
}

/** Edges drawn from ports: into a task anywhere on its card, or into the empty canvas for a new one. */
export function useConnecting(model: CanvasModel) {
  const store = useStoreApi();
  return useMemo(() => {
    let end: LooseEnd | null = null;
    let replaced: Edge | null = null;

    /** xyflow tells of an end when the pointer moves next, or is let go: nothing is to come of that. */
    function cancel(): void {
      release();
      store.getState().cancelConnection();
    }

    function release(): void {
      window.removeEventListener('pointermove', follow);
      end = null;
      model.cancelGesture = null;
      model.store.setState({ target: null, hint: null });
    }

    function follow(event: PointerEvent): void {
      if (!end || !model.flow) return;
      model.pointer = { x: event.clientX, y: event.clientY };
      showAim(model, end, model.flow.screenToFlowPosition(model.pointer), replaced);
    }

    const onConnectStart: OnConnectStart = (_event, { nodeId, handleId, handleType }) => {
      if (nodeId === null) return;
      end = { path: nodeId, port: handleType === 'source' ? (handleId ?? 'done') : null };
      model.cancelGesture = cancel;
      window.addEventListener('pointermove', follow);
    };

    /** Where no port was met: a card takes the edge as a whole; the empty canvas asks for a new task. */
    function finish(event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
      const [loose, edge] = [end, replaced];
      release();
      if (!loose || !model.flow || state.isValid) return;
      const touch = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (!touch) return;
      model.pointer = { x: touch.clientX, y: touch.clientY };
      const at = model.flow.screenToFlowPosition(model.pointer);
      const aimed = taskAtPoint(model.store.getState().graph, at, 8);
      if (!aimed || (aimed.isFrame && aimed.path !== loose.path)) {
        if (!edge) beginConnected(model, at, loose);
        return;
      }
      if (aimed.path === loose.path) return;
      const wanted = edgeBetween(loose, aimed.path);
      const refusal = refusalOf(model, wanted, edge);
      if (refusal !== null) tellAtPointer(model, refusal);
      else if (edge) reconnectTasks(model, edge, wanted);
      else connectTasks(model, wanted);
    }

    const isValidConnection: IsValidConnection<CanvasEdge> = (connection) =>
      refusalOf(model, edgeFrom({ ...connection, sourceHandle: connection.sourceHandle ?? null }), replaced) === null;

    return {
      onConnectStart,
      onConnectEnd: finish,
      onConnect: (connection: Connection) => {
        if (end) connectTasks(model, edgeFrom(connection));
      },
      isValidConnection,
      onReconnectStart: (_event: unknown, edge: CanvasEdge) => {
        replaced = edge.type === 'need' ? edgeOf(edge.id) : null;
      },
      onReconnect: (edge: CanvasEdge, connection: Connection) => {
        if (end) reconnectTasks(model, edgeOf(edge.id), edgeFrom(connection));
      },
      onReconnectEnd: () => {
        replaced = null;
      },
    };
  }, [model, store]);
}
