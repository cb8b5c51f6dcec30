import { codeParts } from '../fields/inline-code.ts';
import styles from './field-row.module.css';

/** What a field is for. */
export function Description({ id, text }: { readonly id?: string; readonly text: string }) {
  return (
    <p id={id} className={styles.description}>
      <Words text={text} />
    </p>
  );
}

/** A text in which words in backticks are code. */
export function Words({ text }: { readonly text: string }) {
  return codeParts(text).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place.
    part.isCode ? <code key={index}>{part.text}</code> : <span key={index}>{part.text}</span>,
  );
}
