import { useState } from 'react';
import type { Json } from '../../../engine/workflow/json.ts';
import { messages } from '../../messages/messages.ts';
import { isRefusedKey, type Row, tableFrom, tableRows, writingOfEntries } from '../fields/entries.ts';
import type { ControlProps } from '../form/control-props.ts';
import rowStyles from '../form/field-row.module.css';
import styles from './controls.module.css';
import { TableRow } from './table-row.tsx';

/** A row that is not in the document yet, or a name that cannot be taken while it is typed. */
type Draft = {
  readonly index: number;
  readonly key: string;
  readonly value: string;
  /** The table when it was typed. */
  readonly of: Json | undefined;
};

/** Names and values, one pair in each row; the last row is always free for one more. */
export function TableControl({ control, value, onChange, owner, title, isInvalid, example }: ControlProps<'table'>) {
  const rows = tableRows(value);
  const writing = writingOfEntries(control.isText);
  const [typed, setDraft] = useState<Draft | null>(null);
  const draft = typed !== null && isCurrent(typed, value, rows.length) ? typed : null;
  const error = draft === null ? null : nameFault(draft, rows);

  function put(index: number, row: Row): void {
    onChange(tableFrom([...rows.slice(0, index), row, ...rows.slice(index + 1)]));
  }

  function writeKey(index: number, key: string, valueText: string): void {
    const next = { index, key, value: valueText, of: value };
    if (key === '' || nameFault(next, rows) !== null) {
      setDraft(next);
      return;
    }
    setDraft(null);
    put(index, { key, value: index < rows.length ? (rows[index]?.value as Json) : read(valueText) });
  }

  function writeValue(index: number, text: string): void {
    const row = rows[index];
    if (row && draft?.index !== index) put(index, { key: row.key, value: read(text) });
    else setDraft({ index, key: draft?.index === index ? draft.key : '', value: text, of: value });
  }

  function read(text: string): Json {
    const parsed = writing.parse(text);
    return parsed.ok && parsed.value !== undefined ? parsed.value : text;
  }

  const remove = (index: number) => {
    setDraft(null);
    onChange(tableFrom(rows.filter((_, at) => at !== index)));
  };

  const shown = [...rows.map(({ key, value: each }) => ({ key, value: writing.print(each) })), { key: '', value: '' }];
  return (
    <>
      <div className={styles.rows}>
        {shown.map((row, index) => {
          const own = draft?.index === index ? draft : row;
          return (
            <TableRow
              // biome-ignore lint/suspicious/noArrayIndexKey: names change while they are typed, and the focus has to stay.
              key={index}
              title={title}
              index={index}
              name={own.key}
              value={own.value}
              writing={writing}
              owner={[...owner, row.key]}
              example={rows.length === 0 ? example : undefined}
              isNew={index === rows.length}
              isInvalid={isInvalid && index < rows.length}
              onName={(key) => writeKey(index, key, own.value)}
              onValue={(text) => writeValue(index, text)}
              onRemove={() => remove(index)}
            />
          );
        })}
      </div>
      {error === null ? null : <p className={rowStyles.error}>{error}</p>}
    </>
  );
}

/** A name that cannot be taken yet is forgotten when the table changes by other means; a new row waits at the end. */
function isCurrent({ index, of }: Draft, value: Json | undefined, count: number): boolean {
  return index < count ? of === value : index === count;
}

function nameFault({ index, key }: Pick<Draft, 'index' | 'key'>, rows: readonly Row[]): string | null {
  const words = messages.inspector;
  if (isRefusedKey(key)) return words.nameRefused(key);
  return rows.some((row, at) => at !== index && row.key === key) ? words.nameTaken(key) : null;
}
