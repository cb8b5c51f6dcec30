import type { ReactNode } from 'react';
import { setNote } from '../../../engine/workflow/edit/notes.ts';
import { labelOf } from '../../app/command.ts';
import type { Services } from '../../app/services.ts';
import { shortcutText } from '../../app/shortcut.ts';
import { findCommand, runCommand } from '../../commands/registry.ts';
import { nothingSelected, type Selection, selectTasks } from '../../document/selection.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import { ContextMenu, type MenuItem } from '../../ui/menu.tsx';
import { useCanvas } from '../canvas-context.ts';
import type { CanvasModel } from '../canvas-model.ts';
import { edgeKey, edgeOf } from '../graph/edge-key.ts';
import { taskAtPoint } from '../graph/hit-test.ts';
import { meantBy } from '../nodes/node-ids.ts';
import { noteColorOf, noteColors } from '../nodes/note-colors.ts';
import styles from './canvas-menu.module.css';

/** What can be done with the thing under the pointer; pointing at it selects it first. */
export function CanvasMenu({ children }: { readonly children: ReactNode }) {
  const { model } = useCanvas();
  return (
    <ContextMenu className={styles.room} onOpen={(event) => selectUnder(model, event)} items={() => itemsFor(model)}>
      {children}
    </ContextMenu>
  );
}

function selectUnder(model: CanvasModel, event: Event): void {
  const { target } = event;
  if (!(target instanceof Element) || !(event instanceof MouseEvent)) return;
  model.pointer = { x: event.clientX, y: event.clientY };
  const { selection } = model.session.store.getState();
  const next = meantUnder(model, target, event);
  if (!holdsAll(selection, next)) model.session.select(next);
}

function meantUnder(model: CanvasModel, target: Element, event: MouseEvent): Selection {
  const edge = target.closest('.react-flow__edge')?.getAttribute('data-id');
  if (edge?.includes('>') && !edge.startsWith('trigger:')) return { ...nothingSelected, edges: [edgeOf(edge)] };
  const node = target.closest('.react-flow__node')?.getAttribute('data-id');
  if (node) {
    const meant = meantBy(node);
    if (meant.kind === 'task') return selectTasks([meant.path]);
    return meant.kind === 'note' ? { ...nothingSelected, notes: [meant.index] } : { ...nothingSelected, triggers: [meant.id] };
  }
  const at = model.flow?.screenToFlowPosition({ x: event.clientX, y: event.clientY });
  const task = at && target.closest('canvas') ? taskAtPoint(model.store.getState().graph, at) : null;
  return task ? selectTasks([task.path]) : nothingSelected;
}

/** What is selected stays selected when the pointer is at a part of it. */
function holdsAll(selection: Selection, part: Selection): boolean {
  const isPart =
    part.tasks.every((path) => selection.tasks.includes(path)) &&
    part.notes.every((index) => selection.notes.includes(index)) &&
    part.triggers.every((id) => selection.triggers.includes(id)) &&
    part.edges.every((edge) => selection.edges.some((other) => edgeKey(other) === edgeKey(edge)));
  return isPart && part.tasks.length + part.notes.length + part.triggers.length + part.edges.length > 0;
}

function itemsFor(model: CanvasModel): readonly MenuItem[] {
  const { tasks, edges, notes, triggers } = model.session.store.getState().selection;
  const line = (id: string): MenuItem => ({ id, separator: true });
  const commands = (...ids: readonly string[]) => ids.flatMap((id) => commandItem(model.services, id));
  if (tasks.length > 0) {
    const arrange = [
      ...commands('edit.align.left', 'edit.align.center', 'edit.align.right', 'edit.align.top', 'edit.align.middle', 'edit.align.bottom'),
      ...commands('edit.distribute.horizontally', 'edit.distribute.vertically'),
    ];
    return [
      ...commands('go.inspector', 'edit.connect', 'edit.rename', 'view.toggleGroup', 'edit.disable'),
      line('run'),
      ...commands('run.upTo', 'run.breakpoint', 'run.pin'),
      line('a'),
      ...commands('edit.cut', 'edit.copy', 'edit.duplicate'),
      line('b'),
      ...commands('edit.group', 'edit.ungroup', 'edit.layOut'),
      ...(arrange.length > 0
        ? [{ id: 'arrange', label: canvasMessages.commands.arrange, icon: 'align-start-vertical', items: arrange }]
        : []),
      line('c'),
      ...commands('edit.delete'),
    ];
  }
  if (edges.length > 0) return commands('insert.intoEdge', 'edit.delete');
  if (notes.length > 0) {
    return [
      ...noteItems(model, notes),
      line('a'),
      ...commands('edit.cut', 'edit.copy', 'edit.duplicate'),
      line('b'),
      ...commands('edit.delete'),
    ];
  }
  if (triggers.length > 0) return commands('go.inspector', 'edit.delete');
  return [
    ...commands('insert.task', 'insert.note', 'edit.paste'),
    line('a'),
    ...commands('edit.selectAll', 'edit.find', 'edit.layOut', 'view.direction'),
    line('b'),
    ...commands('view.fit', 'view.minimap', 'view.snapping'),
  ];
}

function commandItem(services: Services, id: string): readonly MenuItem[] {
  const command = findCommand(id);
  if (!command) return [];
  const isDisabled = !command.isEnabled(services);
  const hint = isDisabled ? (command.reason?.(services) ?? null) : null;
  if (isDisabled && hint === null) return [];
  const [shortcut] = command.shortcuts ?? [];
  return [
    {
      id,
      label: labelOf(command, services),
      icon: command.icon,
      shortcut: shortcut === undefined ? undefined : shortcutText(shortcut, services.platform.isMac),
      isDanger: id === 'edit.delete',
      isDisabled,
      hint: hint ?? undefined,
      onSelect: () => void runCommand(id, services),
    },
  ];
}

function noteItems(model: CanvasModel, notes: readonly number[]): readonly MenuItem[] {
  const [first = 0] = notes;
  const { workflow } = model.session.store.getState();
  const color = noteColorOf(workflow.layout?.notes?.[first]?.color);
  return [
    { id: 'note.edit', label: canvasMessages.editNote, icon: 'pencil', onSelect: () => model.store.setState({ editingNote: first }) },
    {
      id: 'note.color',
      label: canvasMessages.noteColor,
      icon: 'contrast',
      items: noteColors.map((each) => ({
        id: each,
        label: canvasMessages.noteColors[each],
        isChecked: each === color,
        onSelect: () => {
          model.edit({
            label: canvasMessages.steps.colorNote,
            change: (now) => setNote(now, { index: first, note: { color: each } }),
          });
        },
      })),
    },
  ];
}
