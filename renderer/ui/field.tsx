import { Field as Base } from '@base-ui/react/field';
import type { ReactNode } from 'react';
import styles from './field.module.css';

export type FieldProps = {
  readonly label: string;
  readonly description?: ReactNode;
  /** What is wrong with the value; shown below it. */
  readonly error?: string | null | undefined;
  /** At the right of the label: "required", a unit, a button. */
  readonly aside?: ReactNode;
  readonly className?: string | undefined;
};

/** A control with its label, what it is for, and what is wrong with its value. */
export function Field({ label, description, error, aside, className = '', children }: FieldProps & { readonly children: ReactNode }) {
  return (
    <Base.Root className={`${styles.field} ${className}`} invalid={Boolean(error)}>
      <div className={styles.head}>
        <Base.Label className={styles.label}>{label}</Base.Label>
        {aside ? <span className={styles.aside}>{aside}</span> : null}
      </div>
      {children}
      {error ? (
        <Base.Error match className={styles.error}>
          {error}
        </Base.Error>
      ) : null}
      {description ? <Base.Description className={styles.description}>{description}</Base.Description> : null}
    </Base.Root>
  );
}

type TextFieldProps = FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly placeholder?: string | undefined;
  readonly isMono?: boolean;
  readonly isMultiline?: boolean;
  readonly isDisabled?: boolean;
  readonly type?: 'text' | 'number' | 'password' | 'search';
  readonly autoFocus?: boolean;
};

export function TextField(props: TextFieldProps) {
  const { value, onChange, onBlur, placeholder, isMono, isMultiline, isDisabled, type = 'text', autoFocus, ...field } = props;
  const className = `${styles.input} ${isMono ? styles.mono : ''} ${isMultiline ? styles.multiline : ''}`;
  const multiline = isMultiline ? { render: <textarea rows={4} /> } : { type };
  return (
    <Field {...field}>
      <Base.Control
        className={className}
        value={value}
        onValueChange={(next) => onChange(String(next))}
        placeholder={placeholder}
        disabled={isDisabled}
        autoFocus={autoFocus}
        spellCheck={!isMono}
        {...(onBlur ? { onBlur } : {})}
        {...multiline}
      />
    </Field>
  );
}
