import { Select as Base } from '@base-ui/react/select';
import { Field, type FieldProps } from './field.tsx';
import { Icon } from './icon.tsx';
import menu from './menu.module.css';
import styles from './select-field.module.css';

export type Choice<T extends string> = { readonly value: T; readonly label: string; readonly description?: string };

type SelectFieldProps<T extends string> = FieldProps & {
  readonly value: T | null;
  readonly choices: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
  /** What stands there while nothing is chosen. */
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
};

export function SelectField<T extends string>({ value, choices, onChange, placeholder, isDisabled, ...field }: SelectFieldProps<T>) {
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <Field {...field}>
      <Base.Root value={value} onValueChange={(next) => next !== null && onChange(next as T)} disabled={isDisabled ?? false}>
        <Base.Trigger className={styles.trigger} aria-label={field.label}>
          <span className={chosen ? styles.value : styles.placeholder}>{chosen?.label ?? placeholder}</span>
          <Icon name="chevron-down" size={14} />
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner className={menu.positioner} sideOffset={4} alignItemWithTrigger={false}>
            <Base.Popup className={`${menu.popup} ${styles.popup}`}>
              {choices.map((choice) => (
                <Base.Item key={choice.value} value={choice.value} className={menu.item}>
                  <span className={menu.icon}>{choice.value === value ? <Icon name="check" /> : null}</span>
                  <span className={styles.choice}>
                    <Base.ItemText>{choice.label}</Base.ItemText>
                    {choice.description ? <span className={styles.description}>{choice.description}</span> : null}
                  </span>
                </Base.Item>
              ))}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Field>
  );
}
