import { codeParts } from '../fields/inline-code.ts';
import styles from './field-row.module.css';

/** What a field is for; words in backticks are code. */
export function Description({ id, text }: { readonly id?: string; readonly text: string }) {
  return (
    <p id={id} className={styles.description}>
      {codeParts(text).map((part, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place.
        part.isCode ? <code key={index}>{part.text}</code> : <span key={index}>{part.text}</span>,
      )}
    </p>
  );
}
