import { useState } from 'react';
import type { Json } from '../../../engine/workflow/json.ts';
import { messages } from '../../messages/messages.ts';
import { IconButton } from '../../ui/button.tsx';
import { listEntries, listFrom, writingOfEntries } from '../fields/entries.ts';
import type { ControlProps } from '../form/control-props.ts';
import { TemplateInput } from '../form/template-input.tsx';
import styles from './controls.module.css';

/** A list, one entry in each row; the last row is always free for one more. */
export function ListControl({ control, value, onChange, fallback, example, owner, title, isInvalid }: ControlProps<'list'>) {
  const words = messages.inspector;
  const entries = listEntries(value);
  const writing = writingOfEntries(control.isText);
  const set = (next: readonly Json[]) => onChange(listFrom(next, value, control.mayBeSingle));
  const [drafts, setDrafts] = useState<{ readonly [row: number]: { readonly text: string; readonly shows: string } }>({});

  function write(index: number, text: string): void {
    const parsed = writing.parse(text);
    if (!parsed.ok || parsed.value === undefined) return;
    if (index === entries.length && text === '') return;
    setDrafts({ ...drafts, [index]: { text, shows: writing.print(parsed.value) } });
    set([...entries.slice(0, index), parsed.value, ...entries.slice(index + 1)]);
  }

  const remove = (index: number) => {
    setDrafts({});
    set(entries.filter((_, at) => at !== index));
  };
  const swap = (index: number) => {
    setDrafts({});
    const [before, here] = [entries[index - 1] as Json, entries[index] as Json];
    set([...entries.slice(0, index - 1), here, before, ...entries.slice(index + 1)]);
  };

  const rows = [...entries, null];
  const usual =
    fallback === undefined
      ? example
      : listEntries(fallback)
          .map((entry) => writing.print(entry))
          .join(', ');
  return (
    <div className={styles.rows}>
      {rows.map((entry, index) => {
        const isNew = index === entries.length;
        const shown = isNew ? '' : writing.print(entry);
        const draft = drafts[index];
        const at = control.mayBeSingle && !Array.isArray(value) ? owner : [...owner, index];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place in the list; the focus stays with it while it is typed.
          <div key={index} className={`${styles.row} ${styles.listRow}`} data-several={entries.length > 1}>
            <TemplateInput
              text={draft?.shows === shown ? draft.text : shown}
              owner={at}
              label={words.entry(title, index)}
              placeholder={isNew ? (entries.length === 0 && usual ? usual : words.addEntry) : undefined}
              isInvalid={isInvalid && !isNew}
              isPlain
              onChange={(text) => write(index, text)}
            />
            {entries.length > 1 ? (
              isNew || index === 0 ? (
                <span />
              ) : (
                <IconButton size="s" icon="arrow-up" label={words.moveUp(index)} className={styles.drop} onClick={() => swap(index)} />
              )
            ) : null}
            {isNew ? null : (
              <IconButton size="s" icon="x" label={words.removeEntry(title, index)} className={styles.drop} onClick={() => remove(index)} />
            )}
          </div>
        );
      })}
    </div>
  );
}
