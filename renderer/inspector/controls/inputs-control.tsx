import { useState } from 'react';
import { isJsonObject, type Json, type JsonObject } from '../../../engine/workflow/json.ts';
import { messages } from '../../messages/messages.ts';
import { Button } from '../../ui/button.tsx';
import { tableFrom, tableRows } from '../fields/entries.ts';
import type { ControlProps } from '../form/control-props.ts';
import styles from './controls.module.css';
import { InputRow } from './input-row.tsx';

/** The inputs of a workflow, or the fields of a form that is filled in. */
export function InputsControl({ value, onChange, at, renderField }: ControlProps<'inputs'>) {
  const words = messages.inspector.input;
  const rows = tableRows(value);
  const [open, setOpen] = useState<number | null>(null);

  function put(index: number, name: string, input: JsonObject): string | null {
    return onChange(tableFrom([...rows.slice(0, index), { key: name, value: input }, ...rows.slice(index + 1)]));
  }

  function add(): void {
    const names = new Set(rows.map(({ key }) => key));
    let name: string = words.newName;
    for (let number = 2; names.has(name); number += 1) name = `${words.newName}${number}`;
    if (onChange(tableFrom([...rows, { key: name, value: { type: 'string' } }])) === null) setOpen(rows.length);
  }

  return (
    <>
      {rows.length === 0 ? null : (
        <div className={styles.rows}>
          {rows.map(({ key, value: input }, index) => (
            <InputRow
              // biome-ignore lint/suspicious/noArrayIndexKey: names change while they are typed, and the focus has to stay.
              key={index}
              name={key}
              input={isJsonObject(input) ? input : {}}
              at={[...at, key]}
              renderField={renderField}
              taken={rows.filter((_, other) => other !== index).map((row) => row.key)}
              isOpen={open === index}
              onOpen={() => setOpen(open === index ? null : index)}
              onChange={(name, next) => put(index, name, next)}
              onRemove={() => {
                setOpen(null);
                onChange(tableFrom(rows.filter((_, other) => other !== index)) as Json | undefined);
              }}
            />
          ))}
        </div>
      )}
      <Button size="s" icon="plus" className={styles.add} onClick={add}>
        {words.add}
      </Button>
    </>
  );
}
