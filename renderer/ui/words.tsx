import { codeParts } from './inline-code.ts';
import styles from './words.module.css';

/** A text in which words in backticks are code. */
export function Words({ text }: { readonly text: string }) {
  return codeParts(text).map((part, index) => {
    const Part = part.isCode ? 'code' : 'span';
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place.
      <Part key={index} className={part.isCode ? styles.code : undefined}>
        {part.text}
      </Part>
    );
  });
}
