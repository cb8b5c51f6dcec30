import { useState } from 'react';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import { messages } from '../../messages/messages.ts';
import { IconButton } from '../../ui/button.tsx';
import type { Writing } from '../fields/value-text.ts';
import { TemplateInput } from '../form/template-input.tsx';
import styles from './controls.module.css';

type TableRowProps = {
  readonly title: string;
  readonly index: number;
  readonly name: string;
  readonly value: string;
  readonly writing: Writing;
  readonly owner: JsonPath;
  readonly example: string | undefined;
  readonly isNew: boolean;
  readonly isInvalid: boolean;
  readonly onName: (name: string) => void;
  readonly onValue: (text: string) => void;
  readonly onRemove: () => void;
};

export function TableRow({ title, index, name, value, writing, owner, isNew, isInvalid, onName, onValue, onRemove }: TableRowProps) {
  const words = messages.inspector;
  // `1.0` says 1: what is typed stays while it says what is there.
  const [typed, setTyped] = useState<{ readonly text: string; readonly shows: string } | null>(null);
  const shown = typed?.shows === value ? typed.text : value;

  function write(text: string): void {
    const parsed = writing.parse(text);
    setTyped({ text, shows: parsed.ok ? writing.print(parsed.value) : text });
    onValue(text);
  }

  return (
    <div className={styles.row}>
      <input
        className={styles.key}
        value={name}
        spellCheck={false}
        autoComplete="off"
        placeholder={isNew ? words.nameHeader : ''}
        aria-label={words.tableName(title, index)}
        onChange={(event) => onName(event.target.value)}
      />
      <TemplateInput
        text={shown}
        owner={owner}
        label={words.tableValue(title, name)}
        placeholder={isNew ? words.valueHeader : undefined}
        isInvalid={isInvalid}
        isPlain
        onChange={write}
      />
      {isNew ? null : <IconButton size="s" icon="x" label={words.removeRow(name)} className={styles.drop} onClick={onRemove} />}
    </div>
  );
}
