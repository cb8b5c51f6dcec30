import { memo, useId, useState } from 'react';
import { hasExpression } from '../../../engine/workflow/expression/template.ts';
import type { Json } from '../../../engine/workflow/json.ts';
import type { Field } from '../fields/field.ts';
import { type EditingMode, fits, modeFor } from '../fields/fits.ts';
import { Preview } from '../preview/preview.tsx';
import type { ControlProps, FieldRowProps } from './control-props.ts';
import { ControlView, isGroup } from './control-view.tsx';
import { Description } from './description.tsx';
import { Aside } from './field-aside.tsx';
import styles from './field-row.module.css';
import { useForm } from './form-context.ts';
import { ProblemList } from './problem-list.tsx';
import { problemsAt, problemsWithin } from './problems-at.ts';
import { useChange } from './use-change.ts';

/** A field with its name, whether it must be set, its control, what its expressions come to, what is wrong, and what it is for. */
export const FieldRow = memo(function FieldRow(props: FieldRowProps) {
  const { field, value, at, isBare = false, isInside = false, isFixed = false, items } = props;
  const { root, problems } = useForm();
  const { change, refused } = useChange(field, value, at, props.onChange);
  const [wanted, setWanted] = useState<EditingMode | null>(null);
  const ids = { control: useId(), label: useId(), help: useId() };
  const owner = [...root, ...at];
  const mode = modeNow(wanted, field, value);
  const isOuter = isGroup(field.control) && mode === 'control';
  const own = (field.control.kind === 'object' || field.control.kind === 'variants' ? problemsAt : problemsWithin)(problems, owner);
  const help = field.description === '' ? undefined : ids.help;
  const isInline = field.control.kind === 'boolean' && mode === 'control';
  const control = (
    <ControlView
      mode={mode}
      isBare={isBare}
      control={field.control}
      value={value}
      onChange={change}
      fallback={field.fallback}
      example={exampleOf(field)}
      owner={owner}
      at={at}
      renderField={renderField}
      title={field.title}
      id={ids.control}
      labelId={ids.label}
      describedBy={help}
      isRequired={field.isRequired}
      isInvalid={own.some(({ severity }) => severity === 'error') || refused !== null}
    />
  );

  return (
    <div className={styles.field} {...(isOuter ? { role: 'group', 'aria-labelledby': ids.label } : {})} data-field={at.join('.')}>
      <div className={styles.head}>
        {isOuter || field.control.kind === 'boolean' ? (
          <span id={ids.label} className={styles.label}>
            {field.title}
          </span>
        ) : (
          <label id={ids.label} htmlFor={ids.control} className={styles.label}>
            {field.title}
          </label>
        )}
        <Aside field={field} value={value} mode={mode} canSwitch={!isFixed && takesValues(at)} onMode={setWanted} onChange={change} />
        {isInline ? control : null}
      </div>
      {isInline ? null : control}
      {value !== undefined && !isSilent(field) ? (
        <Preview value={value} isBare={isBare} isInside={isInside} items={items} hidesErrors={own.length > 0} />
      ) : null}
      {refused === null ? null : <p className={styles.error}>{refused}</p>}
      <ProblemList problems={own} />
      {help ? <Description id={help} text={field.description} /> : null}
    </div>
  );
});

/** For controls that consist of fields; they do not know this file. */
const renderField: ControlProps['renderField'] = ({ key, ...props }) => <FieldRow key={key} {...props} />;

/** What the person chose, as long as it can show the value. */
function modeNow(wanted: EditingMode | null, { control }: Field, value: Json | undefined): EditingMode {
  if (wanted === 'json') return 'json';
  if (wanted === 'expression' && (value === undefined || typeof value === 'string')) return 'expression';
  if (wanted === 'control' && fits(control, value)) return 'control';
  return modeFor(control, value);
}

/** Fields whose parts show their own previews. */
function isSilent({ control }: Field): boolean {
  return control.kind === 'object' || control.kind === 'variants' || control.kind === 'inputs' || control.kind === 'secret';
}

function exampleOf({ examples, fallback }: Field): string | undefined {
  if (fallback !== undefined) return undefined;
  const text = examples.find((example) => typeof example === 'string' && !hasExpression(example));
  return typeof text === 'string' ? text : undefined;
}

/** Expressions may stand in parameters and outputs; the rest of the format is fixed before a run. */
function takesValues(at: FieldRowProps['at']): boolean {
  return at.includes('with') || at[0] === 'outputs';
}
