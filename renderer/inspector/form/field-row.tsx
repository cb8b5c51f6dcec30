import { memo, useId, useState } from 'react';
import { hasExpression } from '../../../engine/workflow/expression/template.ts';
import type { Json } from '../../../engine/workflow/json.ts';
import { messages } from '../../messages/messages.ts';
import { IconButton } from '../../ui/button.tsx';
import type { Field } from '../fields/field.ts';
import { type EditingMode, fits, modeFor, takesExpressions } from '../fields/fits.ts';
import { Preview } from '../preview/preview.tsx';
import { shortValue } from '../preview/preview-lines.ts';
import type { ControlProps, FieldRowProps } from './control-props.ts';
import { ControlView, isGroup } from './control-view.tsx';
import { Description } from './description.tsx';
import styles from './field-row.module.css';
import { useForm } from './form-context.ts';
import { problemsAt, problemsWithin, shortMessage } from './problems-at.ts';
import { useChange } from './use-change.ts';

/** A field with its name, whether it must be set, its control, what its expressions come to, what is wrong, and what it is for. */
export const FieldRow = memo(function FieldRow(props: FieldRowProps) {
  const { field, value, at, isBare = false, isInside = false, items } = props;
  const { root, problems } = useForm();
  const { change, refused } = useChange(field, value, at, props.onChange);
  const [wanted, setWanted] = useState<EditingMode | null>(null);
  const ids = { control: useId(), label: useId(), help: useId() };
  const owner = [...root, ...at];
  const mode = modeNow(wanted, field, value);
  const isOuter = isGroup(field.control) && mode === 'control';
  const own = (field.control.kind === 'object' || field.control.kind === 'variants' ? problemsAt : problemsWithin)(problems, owner);
  const help = field.description === '' ? undefined : ids.help;

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
        <Aside field={field} value={value} mode={mode} onMode={setWanted} onReset={() => change(undefined)} />
      </div>
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
      {value !== undefined && !isSilent(field) ? <Preview value={value} isBare={isBare} isInside={isInside} items={items} /> : null}
      {refused === null ? null : <p className={styles.error}>{refused}</p>}
      {own.slice(0, 4).map((problem) => (
        <p
          key={`${problem.code} ${problem.path.join('.')} ${problem.message}`}
          className={problem.severity === 'error' ? styles.error : styles.warning}
        >
          {shortMessage(problem)}
        </p>
      ))}
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
  return control.kind === 'object' || control.kind === 'variants' || control.kind === 'inputs';
}

function exampleOf({ examples, fallback }: Field): string | undefined {
  if (fallback !== undefined) return undefined;
  const text = examples.find((example) => typeof example === 'string' && !hasExpression(example));
  return typeof text === 'string' ? text : undefined;
}

type AsideProps = {
  readonly field: Field;
  readonly value: Json | undefined;
  readonly mode: EditingMode;
  readonly onMode: (mode: EditingMode) => void;
  readonly onReset: () => void;
};

function Aside({ field, value, mode, onMode, onReset }: AsideProps) {
  const words = messages.inspector;
  const { control, title, isRequired } = field;
  const canSwitch = !takesExpressions(control) && control.kind !== 'inputs';
  const isExpression = mode === 'expression';
  return (
    <span className={styles.aside}>
      {mode === 'json' && control.kind !== 'json' ? (
        <button type="button" className={styles.link} onClick={() => onMode('control')} disabled={!fits(control, value)}>
          {words.useForm}
        </button>
      ) : null}
      <span className={styles.status}>{statusOf(field, value)}</span>
      {value !== undefined && !isRequired ? (
        <IconButton size="s" icon="rotate-ccw" label={words.reset(title)} side="top" onClick={onReset} className={styles.tool} />
      ) : null}
      {canSwitch && mode !== 'json' ? (
        <IconButton
          size="s"
          icon="braces"
          side="top"
          className={styles.tool}
          label={isExpression ? words.asControl(title) : words.asExpression(title)}
          isPressed={isExpression}
          onClick={() => {
            if (isExpression && !fits(control, value)) onReset();
            onMode(isExpression ? 'control' : 'expression');
          }}
        />
      ) : null}
    </span>
  );
}

function statusOf({ isRequired, fallback, control }: Field, value: Json | undefined): string {
  const words = messages.inspector;
  if (isRequired) return words.required;
  const isShown = control.kind === 'boolean' || control.kind === 'choice' || control.kind === 'number' || control.kind === 'text';
  if (fallback !== undefined && isShown && fallback !== '')
    return words.byDefault(typeof fallback === 'string' ? fallback : shortValue(fallback, 24));
  return value === undefined ? words.optional : '';
}
