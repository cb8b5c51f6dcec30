import { messages } from '../../messages/messages.ts';
import { numberText } from '../fields/value-text.ts';
import type { ControlProps } from '../form/control-props.ts';
import rows from '../form/field-row.module.css';
import { useDraft } from '../form/use-draft.ts';
import styles from './controls.module.css';

const whole = numberText(true);
const any = numberText(false);

export function NumberControl({ control, value, onChange, fallback, id, describedBy, isInvalid }: ControlProps<'number'>) {
  const { text, error, change } = useDraft(value, control.isInteger ? whole : any, onChange);
  const placeholder = typeof fallback === 'number' ? String(fallback) : boundsText(control);
  return (
    <>
      <input
        id={id}
        className={styles.input}
        inputMode={control.isInteger ? 'numeric' : 'decimal'}
        autoComplete="off"
        value={text}
        placeholder={placeholder}
        aria-describedby={describedBy}
        aria-invalid={isInvalid || error !== null || undefined}
        onChange={(event) => change(event.target.value)}
      />
      {error === null ? null : <p className={rows.error}>{error}</p>}
    </>
  );
}

function boundsText({ minimum, maximum }: ControlProps<'number'>['control']): string | undefined {
  const words = messages.inspector;
  if (minimum !== undefined && maximum !== undefined) return words.fromTo(minimum, maximum);
  if (minimum !== undefined && minimum > 0) return words.atLeast(minimum);
  return maximum === undefined ? undefined : words.atMost(maximum);
}
