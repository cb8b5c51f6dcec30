import type { Edge as FlowEdge } from '@xyflow/react';
import { type DragEvent, type MouseEvent, useMemo } from 'react';
import { findCommand } from '../../commands/registry.ts';
import { nothingSelected } from '../../document/selection.ts';
import type { CanvasModel } from '../canvas-model.ts';
import { edgeOf } from '../graph/edge-key.ts';
import type { CanvasNode } from '../nodes/flow-nodes.ts';
import { meantBy } from '../nodes/node-ids.ts';
import { dragType, dropType, hoverType, isTaskType } from './drop-type.ts';
import { beginQuickAdd } from './quick-add.ts';
import { selectNodes } from './select.ts';

/** Clicks, double clicks and drops from the palette. */
export function usePressing(model: CanvasModel) {
  return useMemo(() => {
    function onNodeDoubleClick(event: MouseEvent, node: CanvasNode): void {
      event.stopPropagation();
      const meant = meantBy(node.id);
      if (meant.kind === 'note') model.store.setState({ editingNote: meant.index });
      else if (meant.kind === 'task') openTask(model, meant.path);
    }
    return {
      onNodeClick: (event: MouseEvent, node: CanvasNode) => {
        const isAdding = event.shiftKey || event.ctrlKey || event.metaKey;
        const isOnControl = event.target instanceof Element && event.target.closest('button, input, textarea') !== null;
        // xyflow leaves several selected when one of them is clicked.
        if (!isAdding && !isOnControl)
          model.session.select(selectNodes(nothingSelected, [{ type: 'select', id: node.id, selected: true }]));
      },
      onNodeDoubleClick,
      // xyflow gives the selection up by itself, but while its rubber band is there, and then bands are what selects.
      onPaneClick: ({ shiftKey, ctrlKey, metaKey }: MouseEvent) => {
        if (!shiftKey && !ctrlKey && !metaKey) model.session.select(nothingSelected);
      },
      onEdgeDoubleClick: (event: MouseEvent, edge: FlowEdge) => {
        event.stopPropagation();
        if (edge.type === 'need') model.session.select({ tasks: [], notes: [], triggers: [], edges: [edgeOf(edge.id)] });
      },
      onDoubleClick: (event: MouseEvent) => {
        const isPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane');
        if (isPane && model.flow) beginQuickAdd(model, model.flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
      },
      onDragOver: (event: DragEvent) => {
        if (!isTaskType(event.dataTransfer)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        hoverType(model, { x: event.clientX, y: event.clientY });
      },
      onDragLeave: () => model.store.setState({ target: null }),
      onDrop: (event: DragEvent) => {
        const type = event.dataTransfer.getData(dragType);
        if (type === '') return;
        event.preventDefault();
        dropType(model, type, { x: event.clientX, y: event.clientY });
      },
    };
  }, [model]);
}

/** A group opens or closes; a task shows in the inspector. */
export function openTask(model: CanvasModel, path: string): void {
  const shown = model.store.getState().graph.tasks.get(path);
  if (shown?.task.type === 'group') model.setOpen(path, !shown.isFrame);
  else void findCommand('go.inspector')?.run(model.services);
}
