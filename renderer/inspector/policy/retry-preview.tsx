import type { Retry } from '../../../engine/workflow/schema.ts';
import { messages } from '../../messages/messages.ts';
import styles from './policy.module.css';
import { delayText, retryWords } from './policy-words.ts';
import { delayRanges } from './retry-delays.ts';

const mostShown = 8;

/** What a retry policy comes to: in words, and as the delays before each further attempt. */
export function RetryPreview({ retry }: { readonly retry: Retry }) {
  const words = messages.inspector.policy;
  const delays = delayRanges(retry, mostShown);
  const longest = Math.max(...delays.map(({ toMs }) => toMs), 1);
  if (delays.length === 0) return <p className={styles.words}>{words.noRetry}</p>;
  return (
    <div className={styles.retry}>
      <p className={styles.words}>{retryWords(retry)}</p>
      <ol className={styles.delays} aria-label={words.delays}>
        {delays.map((delay, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a delay is its place.
          <li key={index} className={styles.delay}>
            <span className={styles.attempt}>{index + 2}</span>
            <span className={styles.track}>
              <span
                className={styles.bar}
                style={{
                  marginLeft: `${(delay.fromMs / longest) * 100}%`,
                  width: `${Math.max(2, ((delay.toMs - delay.fromMs) / longest) * 100)}%`,
                }}
              />
            </span>
            <span className={styles.time}>{delayText(delay)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
