// What xyflow says about selection, as the document's selection: one for canvas, code and inspector.
import type { EdgeSelectionChange, NodeSelectionChange } from '@xyflow/react';
import { isWithin } from '../../../engine/workflow/edit/task-path.ts';
import type { Selection } from '../../document/selection.ts';
import type { CanvasState } from '../canvas-state.ts';
import { edgeKey, edgeOf } from '../graph/edge-key.ts';
import { type Box, overlaps } from '../graph/geometry.ts';
import { tasksInBand } from '../graph/hit-test.ts';
import { meantBy, noteNodeId, sortOut, triggerNodeId } from '../nodes/node-ids.ts';

/** The selection after nodes were selected or given up. A group and a task in it are never selected both: the later one counts. */
export function selectNodes(selection: Selection, changes: readonly NodeSelectionChange[]): Selection {
  const ids = [...selection.tasks, ...selection.triggers.map(triggerNodeId), ...selection.notes.map(noteNodeId)];
  const off = new Set(changes.filter(({ selected }) => !selected).map(({ id }) => id));
  const on = changes.filter(({ selected, id }) => selected && !ids.includes(id)).map(({ id }) => id);
  const kept = ids.filter((id) => !off.has(id));
  const fresh = on.filter((id) => meantBy(id).kind === 'task');
  const apart = kept.filter((id) => meantBy(id).kind !== 'task' || !fresh.some((path) => isWithin(path, id) || isWithin(id, path)));
  return { ...sortOut([...apart, ...on]), edges: selection.edges };
}

export function selectEdges(selection: Selection, changes: readonly EdgeSelectionChange[]): Selection {
  const keys = new Set(selection.edges.map(edgeKey));
  for (const { id, selected } of changes) {
    if (selected) keys.add(id);
    else keys.delete(id);
  }
  return { ...selection, edges: [...keys].map(edgeOf) };
}

/** What a rubber band takes. */
export function selectBand({ graph, triggers, notes }: Pick<CanvasState, 'graph' | 'triggers' | 'notes'>, band: Box): Selection {
  return {
    tasks: tasksInBand(graph, band),
    edges: [],
    triggers: triggers.filter(({ box }) => overlaps(box, band)).map(({ id }) => id),
    notes: notes.filter(({ box }) => overlaps(box, band)).map(({ index }) => index),
  };
}

/** Everything that is shown, the outermost of groups. */
export function selectAll({ graph, triggers, notes }: Pick<CanvasState, 'graph' | 'triggers' | 'notes'>): Selection {
  return {
    tasks: [...graph.tasks.values()].filter(({ group }) => group === '').map(({ path }) => path),
    edges: graph.edges.filter(({ group }) => group === '').map(({ from, port, to }) => ({ from, port, to })),
    triggers: triggers.map(({ id }) => id),
    notes: notes.map(({ index }) => index),
  };
}
