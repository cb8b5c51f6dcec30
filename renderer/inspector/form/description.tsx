import { Words } from '../../ui/words.tsx';
import styles from './field-row.module.css';

/** What a field is for. */
export function Description({ id, text }: { readonly id?: string; readonly text: string }) {
  return (
    <p id={id} className={styles.description}>
      <Words text={text} />
    </p>
  );
}
