import type { Failure } from '../../../engine/workflow/failure.ts';
import type { JsonObject } from '../../../engine/workflow/json.ts';
import { messages } from '../../messages/messages.ts';
import { Words } from '../../ui/words.tsx';
import styles from './data.module.css';
import { Tree } from './tree.tsx';

const longestChain = 10;

/** What went wrong, with what caused it, and what a machine reads of it. */
export function ErrorView({ failure }: { readonly failure: Failure }) {
  const words = messages.inspector.data;
  return (
    <>
      {chainOf(failure).map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a failure is its place in the chain.
        <div key={index} className={index === 0 ? styles.failure : styles.cause}>
          {index === 0 ? null : <span className={styles.muted}>{words.cause}</span>}
          <p className={styles.message}>
            <Words text={each.message} />
          </p>
          <code className={styles.code}>{each.code}</code>
          {each.details && Object.keys(each.details).length > 0 ? <Details details={each.details} /> : null}
        </div>
      ))}
    </>
  );
}

function Details({ details }: { readonly details: JsonObject }) {
  return (
    <div className={styles.details}>
      <Tree value={details} label={messages.inspector.data.details} taskPath={null} rootName="details" startsOpen />
    </div>
  );
}

function chainOf(failure: Failure): readonly Failure[] {
  const chain: Failure[] = [];
  for (let at: Failure | undefined = failure; at && chain.length < longestChain; at = at.cause) chain.push(at);
  return chain;
}
