import { Select as Base } from '@base-ui/react/select';
import { Icon } from './icon.tsx';
import menu from './menu.module.css';
import styles from './select.module.css';

export type Choice<T extends string> = { readonly value: T; readonly label: string; readonly description?: string };

type SelectProps<T extends string> = {
  readonly label: string;
  readonly value: T | null;
  readonly choices: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
  readonly id?: string;
  readonly labelId?: string | undefined;
  readonly describedBy?: string | undefined;
  /** What stands there while nothing is chosen. */
  readonly placeholder?: string | undefined;
  readonly isInvalid?: boolean;
  readonly isDisabled?: boolean;
  /** What is chosen counts without having been chosen. */
  readonly isQuiet?: boolean;
};

/** A list to choose from, without a label of its own. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, choices, onChange, id, labelId, describedBy, placeholder } = props;
  const { isInvalid = false, isQuiet = false, isDisabled = false } = props;
  const chosen = choices.find((choice) => choice.value === value);
  const name = labelId === undefined ? { 'aria-label': label } : { 'aria-labelledby': labelId };
  return (
    <Base.Root value={value} onValueChange={(next) => next !== null && onChange(next as T)} disabled={isDisabled}>
      <Base.Trigger
        {...(id === undefined ? {} : { id })}
        className={styles.trigger}
        aria-describedby={describedBy}
        aria-invalid={isInvalid || undefined}
        {...name}
      >
        <span className={chosen && !isQuiet ? styles.value : styles.placeholder}>{chosen?.label ?? placeholder ?? value}</span>
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
  );
}
