import { type NodeProps, NodeResizer } from '@xyflow/react';
import { type KeyboardEvent, memo, useRef } from 'react';
import { setNote } from '../../../engine/workflow/edit/notes.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import { Markdown } from '../../ui/markdown.tsx';
import { useCanvas, useCanvasState } from '../canvas-context.ts';
import { smallestNote } from '../graph/card.ts';
import { toGrid } from '../graph/geometry.ts';
import { useIsSimple } from '../use-detail.ts';
import type { NoteNode as Shown } from './flow-nodes.ts';
import { noteColorOf } from './note-colors.ts';
import styles from './note-node.module.css';

/** A sticky note: Markdown, edited in place with a double click. */
export const NoteNode = memo(function NoteNode({ data: { shown }, selected }: NodeProps<Shown>) {
  const { index, note } = shown;
  const { model } = useCanvas();
  const isEditing = useCanvasState(({ editingNote }) => editingNote === index);
  const isSimple = useIsSimple();
  return (
    <div className={styles.note} data-color={noteColorOf(note.color)}>
      <NodeResizer
        isVisible={selected && !isEditing}
        minWidth={smallestNote.width}
        minHeight={smallestNote.height}
        lineClassName={styles.line ?? ''}
        handleClassName={styles.corner ?? ''}
        onResizeEnd={(_event, { x, y, width, height }) => {
          model.edit({
            label: canvasMessages.steps.resizeNote,
            change: (workflow) => setNote(workflow, { index, note: { at: [toGrid(x), toGrid(y)], size: [toGrid(width), toGrid(height)] } }),
          });
          model.redraw();
        }}
      />
      {isEditing ? (
        <NoteField index={index} text={note.text} />
      ) : (
        <div className={styles.text}>{isSimple ? null : <NoteText text={note.text} />}</div>
      )}
    </div>
  );
});

function NoteText({ text }: { readonly text: string }) {
  return text.trim() === '' ? <p className={styles.hint}>{canvasMessages.newNote}</p> : <Markdown text={text} />;
}

function NoteField({ index, text }: { readonly index: number; readonly text: string }) {
  const { model } = useCanvas();
  const isDone = useRef(false);
  function finish(next: string | null) {
    if (isDone.current) return;
    isDone.current = true;
    model.store.setState({ editingNote: null });
    model.element?.focus({ preventScroll: true });
    if (next === null || next === text) return;
    model.edit({ label: canvasMessages.steps.editNote, change: (workflow) => setNote(workflow, { index, note: { text: next } }) });
  }
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    event.stopPropagation();
    if (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) finish(event.currentTarget.value);
  }
  return (
    <textarea
      ref={(field) => field?.focus({ preventScroll: true })}
      className={`${styles.field} nodrag nopan nowheel nokey`}
      aria-label={canvasMessages.editNote}
      placeholder={canvasMessages.newNote}
      defaultValue={text}
      maxLength={100_000}
      onKeyDown={onKeyDown}
      onBlur={(event) => finish(event.currentTarget.value)}
    />
  );
}
