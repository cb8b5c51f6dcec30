import { Switch } from '@base-ui/react/switch';
import type { ControlProps } from '../form/control-props.ts';
import styles from './controls.module.css';

export function BooleanControl({ value, onChange, fallback, labelId, describedBy }: ControlProps<'boolean'>) {
  const isOn = typeof value === 'boolean' ? value : fallback === true;
  return (
    <Switch.Root
      className={styles.track}
      checked={isOn}
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      onCheckedChange={(next) => onChange(next)}
    >
      <Switch.Thumb className={styles.thumb} />
    </Switch.Root>
  );
}
