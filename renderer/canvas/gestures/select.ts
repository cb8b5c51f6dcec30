// What xyflow says about selection, as the document's selection: one for canvas, code and inspector.
import type { EdgeSelectionChange, NodeSelectionChange } from '@xyflow/react';
import { isWithin } from '../../../engine/workflow/edit/task-path.ts';
import { type Selection, selectTasks } from '../../document/selection.ts';
import type { CanvasState } from '../canvas-state.ts';
import { edgeKey, edgeOf } from '../graph/edge-key.ts';
import { type Box, overlaps } from '../graph/geometry.ts';
import { tasksInBand } from '../graph/hit-test.ts';
import { meantBy, noteNodeId, sortOut, triggerNodeId } from '../nodes/node-ids.ts';

/** The selection after nodes were selected or given up. A group and a task in it are never selected both: the later one counts. */
export function selectNodes(selection: Selection, changes: readonly NodeSelectionChange[]): Selection {
  const ids = nodeIdsOf(selection);
  const off = new Set(changes.filter(({ selected }) => !selected).map(({ id }) => id));
  const on = changes.filter(({ selected, id }) => selected && !ids.includes(id)).map(({ id }) => id);
  return addNodes({ ...sortOut(ids.filter((id) => !off.has(id))), edges: selection.edges }, on);
}

function nodeIdsOf({ tasks, triggers, notes }: Selection): readonly string[] {
  return [...tasks, ...triggers.map(triggerNodeId), ...notes.map(noteNodeId)];
}

function addNodes(selection: Selection, added: readonly string[]): Selection {
  const fresh = added.filter((id) => meantBy(id).kind === 'task');
  const isApart = (id: string) => meantBy(id).kind !== 'task' || !fresh.some((path) => isWithin(path, id) || isWithin(id, path));
  return { ...sortOut([...nodeIdsOf(selection).filter(isApart), ...added]), edges: selection.edges };
}

/** Both together, as with Shift. */
export function addSelection(selection: Selection, more: Selection): Selection {
  const there = nodeIdsOf(selection);
  const keys = new Set([...selection.edges, ...more.edges].map(edgeKey));
  const added = nodeIdsOf(more).filter((id) => !there.includes(id));
  return { ...addNodes(selection, added), edges: [...keys].map(edgeOf) };
}

/** The selection after a task is pressed: it alone, unless it is selected already; with Shift or Ctrl it comes or goes. */
export function pressTask(selection: Selection, path: string, adds: boolean): Selection {
  const isSelected = selection.tasks.includes(path);
  if (!adds) return isSelected ? selection : selectTasks([path]);
  return isSelected
    ? { ...selection, tasks: selection.tasks.filter((other) => other !== path) }
    : addSelection(selection, selectTasks([path]));
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
