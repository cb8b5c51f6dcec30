// Adding to the canvas.
import { addNotes } from '../../engine/workflow/edit/notes.ts';
import type { Command } from '../app/command.ts';
import { nothingSelected } from '../document/selection.ts';
import { canvasMessages } from '../messages/canvas.ts';
import { editOnCanvas, hasCanvas, onCanvas } from './on-canvas.ts';

const words = canvasMessages.commands;

const task: Command = {
  id: 'insert.task',
  group: 'insert',
  label: words.insertTask,
  shortcuts: ['Tab'],
  scope: 'canvas',
  icon: 'plus',
  isEnabled: hasCanvas,
  run: ({ surfaces }) => surfaces.canvas()?.openQuickAdd(),
};

const note: Command = {
  id: 'insert.note',
  group: 'insert',
  label: words.insertNote,
  shortcuts: ['N'],
  scope: 'canvas',
  icon: 'sticky-note',
  isEnabled: hasCanvas,
  run: (services) => {
    const on = onCanvas(services);
    if (!on) return;
    const { group, at } = on.canvas.dropPoint();
    const corner = on.canvas.boxes().get(group) ?? { x: 0, y: 0 };
    const index = on.session.store.getState().workflow.layout?.notes?.length ?? 0;
    const isAdded = editOnCanvas(services, {
      label: canvasMessages.steps.addNote,
      change: (workflow) => addNotes(workflow, { notes: [{ text: '', at: [corner.x + at[0], corner.y + at[1]] }] }),
      select: () => ({ ...nothingSelected, notes: [index] }),
    });
    if (!isAdded) return;
    on.canvas.showSelected();
    on.canvas.editNote(index);
  },
};

const intoEdge: Command = {
  id: 'insert.intoEdge',
  group: 'insert',
  label: words.insertIntoEdge,
  icon: 'corner-down-right',
  isEnabled: (services) => onCanvas(services)?.selection.edges.length === 1,
  run: ({ surfaces }) => surfaces.canvas()?.insertIntoEdge(),
};

export const canvasInsertCommands: readonly Command[] = [task, note, intoEdge];
