import { messages } from '../../messages/messages.ts';
import { IconButton } from '../../ui/button.tsx';
import styles from './data.module.css';

type ItemPickerProps = { readonly index: number; readonly count: number; readonly onChange: (index: number) => void };

/** Which item of the list that the group around runs for. */
export function ItemPicker({ index, count, onChange }: ItemPickerProps) {
  const words = messages.inspector.data;
  const go = (to: number) => onChange(Math.max(0, Math.min(count - 1, to)));
  return (
    <div className={styles.picker}>
      <IconButton size="s" icon="chevron-left" label={words.previousItem} disabled={index === 0} onClick={() => go(index - 1)} />
      <label className={styles.pickerLabel}>
        {words.item}
        <input
          className={styles.pickerInput}
          inputMode="numeric"
          value={index + 1}
          onChange={(event) => go((Number.parseInt(event.target.value, 10) || 1) - 1)}
        />
        {words.ofItems(count)}
      </label>
      <IconButton size="s" icon="chevron-right" label={words.nextItem} disabled={index >= count - 1} onClick={() => go(index + 1)} />
    </div>
  );
}
