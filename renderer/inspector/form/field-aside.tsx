import type { Json } from '../../../engine/workflow/json.ts';
import { messages } from '../../messages/messages.ts';
import { IconButton } from '../../ui/button.tsx';
import { asExpression, writtenValue } from '../fields/expression-value.ts';
import type { Field } from '../fields/field.ts';
import { type EditingMode, fits, takesExpressions } from '../fields/fits.ts';
import { shortValue } from '../preview/preview-lines.ts';
import styles from './field-row.module.css';
import type { Change } from './use-draft.ts';

type AsideProps = {
  readonly field: Field;
  readonly value: Json | undefined;
  readonly mode: EditingMode;
  /** Whether the value may be an expression at all. */
  readonly canSwitch: boolean;
  readonly onMode: (mode: EditingMode) => void;
  readonly onChange: Change;
};

/** At the right of a field's name: whether it must be set, and other ways to set it. */
export function Aside({ field, value, mode, canSwitch, onMode, onChange }: AsideProps) {
  const words = messages.inspector;
  const { control, title, isRequired } = field;
  const isExpression = mode === 'expression';
  const switches = canSwitch && !takesExpressions(control) && control.kind !== 'inputs' && control.kind !== 'secret';

  function toExpression(): void {
    const text = value === undefined ? '' : asExpression(value);
    if (text === null) {
      onMode('json');
      return;
    }
    if (text !== '' && text !== value) onChange(text);
    onMode('expression');
  }

  function toControl(): void {
    const written = typeof value === 'string' ? writtenValue(value) : undefined;
    if (!fits(control, value)) onChange(fits(control, written) ? written : undefined);
    onMode('control');
  }

  return (
    <span className={styles.aside}>
      {mode === 'json' && control.kind !== 'json' ? (
        <button type="button" className={styles.link} onClick={() => onMode('control')} disabled={!fits(control, value)}>
          {words.useForm}
        </button>
      ) : null}
      <span className={styles.status}>{statusOf(field, value)}</span>
      {value !== undefined && !isRequired ? (
        <IconButton
          size="s"
          icon="rotate-ccw"
          label={words.reset(title)}
          side="top"
          onClick={() => onChange(undefined)}
          className={styles.tool}
        />
      ) : null}
      {switches && mode !== 'json' ? (
        <IconButton
          size="s"
          icon="braces"
          side="top"
          className={styles.tool}
          label={isExpression ? words.asControl(title) : words.asExpression(title)}
          isPressed={isExpression}
          onClick={isExpression ? toControl : toExpression}
        />
      ) : null}
    </span>
  );
}

const longestDefault = 18;

function statusOf({ isRequired, fallback, control }: Field, value: Json | undefined): string {
  const words = messages.inspector;
  if (isRequired) return words.required;
  const text = fallback === undefined ? null : defaultText(control, fallback);
  // A list to choose from says itself what its default is.
  if (text !== null && text.length <= longestDefault && !(control.kind === 'choice' && value === undefined)) return words.byDefault(text);
  return words.optional;
}

function defaultText(control: Field['control'], fallback: Json): string | null {
  const words = messages.inspector;
  switch (control.kind) {
    case 'boolean':
      return fallback === true ? words.on : words.off;
    case 'choice':
      return control.options.find(({ value }) => value === fallback)?.label ?? null;
    case 'number':
    case 'text':
      return fallback === '' ? null : typeof fallback === 'string' ? fallback : shortValue(fallback, longestDefault);
    default:
      return null;
  }
}
