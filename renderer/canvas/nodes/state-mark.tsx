import { messages } from '../../messages/messages.ts';
import { causeWords } from '../../run-state/cause-words.ts';
import type { TaskState } from '../../run-state/run-state.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import styles from './state-mark.module.css';

/** What became of a task, as an icon; pointing at it says why. */
export function StateMark({ state }: { readonly state: TaskState }) {
  const words = [messages.runs.statuses[state.status], causeWords(state)].filter(Boolean).join(': ');
  return (
    <span className={styles.state} title={words}>
      <StateIcon status={state.status} />
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
