import { useMemo, useState } from 'react';
import type { Json } from '../../../engine/workflow/json.ts';
import { messages } from '../../messages/messages.ts';
import { Button } from '../../ui/button.tsx';
import { textOf } from './copy-menu.tsx';
import styles from './data.module.css';

const firstPart = 20_000;
const mostAtOnce = 1_000_000;

/** The text of a value. A long one begins with its first part. */
export function RawView({ value }: { readonly value: Json }) {
  const words = messages.inspector.data;
  const text = useMemo(() => textOf(value), [value]);
  const [isWhole, setIsWhole] = useState(false);
  const shown = text.slice(0, isWhole ? mostAtOnce : firstPart);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key. */}
      <pre className={styles.raw} tabIndex={0}>
        {shown}
      </pre>
      {shown.length < text.length ? (
        <p className={styles.cut}>
          {words.cut(shown.length.toLocaleString('en'), text.length.toLocaleString('en'))}
          {isWhole ? null : (
            <Button kind="quiet" size="s" onClick={() => setIsWhole(true)}>
              {words.showAll}
            </Button>
          )}
        </p>
      ) : null}
    </>
  );
}
