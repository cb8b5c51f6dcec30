import { useStore } from 'zustand';
import type { SessionState } from '../../document/session.ts';
import { taskNameAt } from '../../document/task-name.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import { hasPin, marksOf } from '../../view/run-marks.ts';
import { useCanvas } from '../canvas-context.ts';

const spokenOf = ({ selection, workflow }: SessionState): string => {
  const count = selection.tasks.length + selection.edges.length + selection.notes.length + selection.triggers.length;
  if (count === 0) return '';
  const [path] = selection.tasks;
  const [edge] = selection.edges;
  if (count > 1) return canvasMessages.selectedMany(count);
  if (path !== undefined) return canvasMessages.selected(taskNameAt(workflow, path));
  if (edge) return canvasMessages.selected(canvasMessages.edgeLabel(edge.from, edge.port ?? 'done', edge.to));
  return canvasMessages.selectedMany(count);
};

const onlyTaskOf = ({ selection: { tasks } }: SessionState) => (tasks.length === 1 ? (tasks[0] ?? null) : null);

/** Says to screen readers what the arrow keys have come to, and how runs treat it. */
export function Announcer() {
  const { session, services } = useCanvas().model;
  const selected = useStore(session.store, spokenOf);
  const path = useStore(session.store, onlyTaskOf);
  const marks = marksOf(useStore(services.marks.store), session.id);
  const isStop = path !== null && marks.breakpoints.includes(path);
  const isPinned = path !== null && hasPin(marks, path);
  const text = [selected, isStop ? canvasMessages.breakpoint : '', isPinned ? canvasMessages.pinned : ''].filter(Boolean).join(', ');
  return (
    <p className="visually-hidden" role="status">
      {text}
    </p>
  );
}
