import { useStore } from 'zustand';
import { type Note, removeNote, setNote } from '../../engine/workflow/edit/notes.ts';
import { useServices } from '../app/services.ts';
import { nothingSelected } from '../document/selection.ts';
import type { Session } from '../document/session.ts';
import { messages } from '../messages/messages.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { SelectField } from '../ui/select-field.tsx';
import own from './edge-inspector.module.css';
import { Head } from './head.tsx';
import styles from './inspector.module.css';

const colors = ['yellow', 'blue', 'green', 'red', 'gray'] as const;
type Color = (typeof colors)[number];

/** A sticky note: its text and colour. */
export function NoteInspector({ session, index }: { readonly session: Session; readonly index: number }) {
  const words = messages.inspector.note;
  const { toasts } = useServices();
  const note = useStore(session.store, (state) => state.workflow.layout?.notes?.[index]);
  if (!note) return null;
  const set = (change: Partial<Note>) => {
    const edited = session.edit({
      label: words.changed,
      gesture: `note ${index}`,
      change: (workflow) => setNote(workflow, { index, note: change }),
    });
    if (!edited.ok) toasts.tellFailure(edited.failure);
  };
  const remove = () =>
    session.edit({ label: words.removed, change: (workflow) => removeNote(workflow, { index }), select: () => nothingSelected });
  return (
    <>
      <Head icon="sticky-note" category="note" title={words.title} subtitle={firstLine(note.text)} />
      <div className={`${styles.scroll} ${styles.body}`}>
        <TextField label={words.text} value={note.text} isMultiline onChange={(text) => set({ text })} />
        <SelectField
          label={words.color}
          value={colors.find((color) => color === note.color) ?? 'yellow'}
          choices={colors.map((value) => ({ value, label: words.colors[value] }))}
          onChange={(color: Color) => set({ color })}
        />
        <Button icon="trash-2" className={own.remove} onClick={remove}>
          {words.remove}
        </Button>
      </div>
    </>
  );
}

function firstLine(text: string): string {
  return (text.split('\n').find((line) => line.trim() !== '') ?? '').replace(/^#+\s*/, '').slice(0, 60);
}
