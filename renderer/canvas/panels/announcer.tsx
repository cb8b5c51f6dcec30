import { useStore } from 'zustand';
import type { SessionState } from '../../document/session.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import { useCanvas } from '../canvas-context.ts';

const spokenOf = ({ selection, workflow }: SessionState): string => {
  const count = selection.tasks.length + selection.edges.length + selection.notes.length + selection.triggers.length;
  if (count === 0) return '';
  const [path] = selection.tasks;
  const [edge] = selection.edges;
  if (count > 1) return canvasMessages.selectedMany(count);
  if (path !== undefined) return canvasMessages.selected(workflow.tasks[path]?.name ?? path);
  if (edge) return canvasMessages.selected(canvasMessages.edgeLabel(edge.from, edge.port ?? 'done', edge.to));
  return canvasMessages.selectedMany(count);
};

/** Says to screen readers what the arrow keys have come to. */
export function Announcer() {
  const text = useStore(useCanvas().model.session.store, spokenOf);
  return (
    <p className="visually-hidden" role="status">
      {text}
    </p>
  );
}
