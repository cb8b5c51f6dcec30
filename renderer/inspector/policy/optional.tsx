import { type ReactNode, useState } from 'react';
import type { Json, JsonObject } from '../../../engine/workflow/json.ts';
import { messages } from '../../messages/messages.ts';
import { Button } from '../../ui/button.tsx';
import { SwitchField } from '../../ui/switch-field.tsx';
import controls from '../controls/controls.module.css';
import type { Field } from '../fields/field.ts';
import { FieldRow } from '../form/field-row.tsx';
import { useForm } from '../form/form-context.ts';
import { ProblemList } from '../form/problem-list.tsx';
import { problemsAt } from '../form/problems-at.ts';
import styles from '../inspector.module.css';

type OptionalProps = {
  readonly title: string;
  /** Of the field in the document. */
  readonly name: string;
  readonly fields: readonly Field[];
  readonly value: unknown;
  /** What it is when it is turned on. */
  readonly start: JsonObject;
  /** Fields that are expressions without braces. */
  readonly bare?: readonly string[];
  readonly isInside?: boolean;
  /** How many fields are shown at once; the others behind "More", but for those that are set. */
  readonly first?: number;
  readonly children?: ReactNode;
};

/** A policy that a task has or has not, with its fields while it has. */
export function Optional({
  title,
  name,
  fields,
  value,
  start,
  bare = [],
  isInside = false,
  first = fields.length,
  children,
}: OptionalProps) {
  const words = messages.inspector;
  const { set, root, problems } = useForm();
  const [isOpen, setIsOpen] = useState(false);
  const [before, setBefore] = useState<Json | null>(null);
  const isOn = value !== undefined;
  const object = (value ?? {}) as JsonObject;
  const shown = fields.filter((field, index) => isOpen || index < first || Object.hasOwn(object, field.name));
  const hidden = fields.length - shown.length;

  function turn(on: boolean): void {
    if (!on) setBefore(value as Json);
    set([name], on ? (before ?? start) : undefined, title);
  }

  return (
    <>
      <SwitchField label={title} isOn={isOn} onChange={turn} />
      {isOn ? (
        <div className={controls.nested}>
          {shown.map((field) => (
            <FieldRow
              key={field.name}
              field={field}
              at={[name, field.name]}
              value={Object.hasOwn(object, field.name) ? object[field.name] : undefined}
              isBare={bare.includes(field.name)}
              isInside={isInside}
            />
          ))}
          {hidden > 0 ? (
            <Button kind="quiet" size="s" icon="chevron-right" className={styles.more} onClick={() => setIsOpen(true)}>
              {words.more(hidden)}
            </Button>
          ) : null}
          <ProblemList problems={problemsAt(problems, [...root, name])} />
          {children}
        </div>
      ) : null}
    </>
  );
}
