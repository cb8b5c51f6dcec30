import { useState } from 'react';
import type { Task } from '../../../engine/workflow/schema.ts';
import { messages } from '../../messages/messages.ts';
import { Markdown } from '../../ui/markdown.tsx';
import { useForm } from '../form/form-context.ts';
import styles from '../inspector.module.css';
import { Segments } from '../segments.tsx';
import notes from './notes-tab.module.css';

type Mode = 'write' | 'preview';

/** What a person says about the task, in Markdown. */
export function NotesTab({ task }: { readonly task: Pick<Task, 'description'> }) {
  const words = messages.inspector.notes;
  const { set } = useForm();
  const [mode, setMode] = useState<Mode>(task.description ? 'preview' : 'write');
  const [refused, setRefused] = useState<string | null>(null);
  const text = task.description ?? '';
  return (
    <div className={`${styles.body} ${notes.tab}`}>
      <Segments<Mode>
        label={words.modes}
        value={mode}
        onChange={setMode}
        choices={[
          { value: 'write', label: words.write },
          { value: 'preview', label: words.preview },
        ]}
      />
      {mode === 'write' ? (
        <textarea
          className={notes.text}
          value={text}
          aria-label={words.label}
          placeholder={words.placeholder}
          onChange={(event) => setRefused(set(['description'], event.target.value === '' ? undefined : event.target.value, words.label))}
        />
      ) : text === '' ? (
        <p className={notes.none}>{words.none}</p>
      ) : (
        <Markdown text={text} />
      )}
      {refused === null ? null : <p className={notes.fault}>{refused}</p>}
    </div>
  );
}
