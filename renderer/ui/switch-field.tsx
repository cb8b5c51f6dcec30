import { Switch as Base } from '@base-ui/react/switch';
import type { ReactNode } from 'react';
import styles from './switch-field.module.css';

type SwitchFieldProps = {
  readonly label: string;
  readonly description?: ReactNode;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly isDisabled?: boolean;
  readonly aside?: ReactNode;
};

export function SwitchField({ label, description, isOn, onChange, isDisabled = false, aside }: SwitchFieldProps) {
  return (
    <div className={styles.row}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch within is the control, which the rule does not see. */}
      <label className={styles.label}>
        <Base.Root className={styles.track} checked={isOn} onCheckedChange={onChange} disabled={isDisabled}>
          <Base.Thumb className={styles.thumb} />
        </Base.Root>
        <span>
          {label}
          {description ? <span className={styles.description}>{description}</span> : null}
        </span>
      </label>
      {aside}
    </div>
  );
}
