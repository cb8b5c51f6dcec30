import { useState } from 'react';
import type { Json, JsonObject } from '../../../engine/workflow/json.ts';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import type { Input } from '../../../engine/workflow/schema.ts';
import { messages } from '../../messages/messages.ts';
import { IconButton } from '../../ui/button.tsx';
import { withField } from '../fields/entries.ts';
import { inputFields, retyped } from '../fields/input-fields.ts';
import type { ControlProps } from '../form/control-props.ts';
import rows from '../form/field-row.module.css';
import styles from './controls.module.css';
import inputs from './input-row.module.css';

type InputRowProps = {
  readonly name: string;
  readonly input: JsonObject;
  readonly at: JsonPath;
  readonly renderField: ControlProps['renderField'];
  readonly taken: readonly string[];
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onChange: (name: string, input: JsonObject) => string | null;
  readonly onRemove: () => void;
};

/** One input: its name and type, and what else is said about it when it is opened. */
export function InputRow({ name, input, at, renderField, taken, isOpen, onOpen, onChange, onRemove }: InputRowProps) {
  const words = messages.inspector.input;
  const [typed, setTyped] = useState<string | null>(null);
  const type = (typeof input.type === 'string' ? input.type : 'string') as Input['type'];
  const fault = typed === null ? null : nameFault(typed, taken);

  function write(next: string): void {
    setTyped(next);
    if (nameFault(next, taken) === null && onChange(next, input) === null) setTyped(null);
  }

  return (
    <div className={inputs.input}>
      <div className={inputs.head}>
        <IconButton
          size="s"
          icon={isOpen ? 'chevron-down' : 'chevron-right'}
          label={words.open(name)}
          aria-expanded={isOpen}
          onClick={onOpen}
        />
        <input
          className={inputs.name}
          value={typed ?? name}
          spellCheck={false}
          aria-label={words.name}
          aria-invalid={fault !== null || undefined}
          onChange={(event) => write(event.target.value)}
          onBlur={() => setTyped(null)}
        />
        <span className={inputs.type}>{words.types[type] ?? type}</span>
        <IconButton size="s" icon="x" label={words.remove(name)} className={styles.drop} onClick={onRemove} />
      </div>
      {fault === null ? null : <p className={`${rows.error} ${inputs.fault}`}>{fault}</p>}
      {isOpen ? (
        <div className={inputs.body}>
          {inputFields(type).map((field) =>
            renderField({
              key: field.name,
              field,
              isFixed: true,
              at: [...at, field.name],
              value: Object.hasOwn(input, field.name) ? input[field.name] : undefined,
              onChange: (value) => onChange(name, changed(input, field.name, value)),
            }),
          )}
        </div>
      ) : null}
    </div>
  );
}

function changed(input: JsonObject, field: string, value: Json | undefined): JsonObject {
  return field === 'type' ? (retyped(input, value as Input['type']) as JsonObject) : withField(input, field, value);
}

function nameFault(name: string, taken: readonly string[]): string | null {
  if (taken.includes(name)) return messages.inspector.nameTaken(name);
  return /^[a-z][a-zA-Z0-9_]{0,63}$/.test(name) ? null : messages.inspector.input.rule;
}
