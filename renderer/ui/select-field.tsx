import { Field, type FieldProps } from './field.tsx';
import { type Choice, Select } from './select.tsx';

type SelectFieldProps<T extends string> = FieldProps & {
  readonly value: T | null;
  readonly choices: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
  /** What stands there while nothing is chosen. */
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
};

export function SelectField<T extends string>({
  value,
  choices,
  onChange,
  placeholder,
  isDisabled = false,
  ...field
}: SelectFieldProps<T>) {
  return (
    <Field {...field}>
      <Select label={field.label} value={value} choices={choices} onChange={onChange} placeholder={placeholder} isDisabled={isDisabled} />
    </Field>
  );
}
