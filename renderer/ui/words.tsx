import { codeParts } from './inline-code.ts';
import styles from './words.module.css';

/** A text in which words in backticks are code. */
export function Words({ text }: { readonly text: string }) {
  return codeParts(text).map((part, index) =>
    part.isCode ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place.
      <code key={index} className={styles.code}>
        {part.text}
      </code>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place.
      <span key={index}>{part.text}</span>
    ),
  );
}
