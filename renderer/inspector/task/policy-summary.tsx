import type { Task } from '../../../engine/workflow/schema.ts';
import { useServices } from '../../app/services.ts';
import { messages } from '../../messages/messages.ts';
import { policySummary } from '../policy/policy-words.ts';
import styles from './task.module.css';

/** The policy in one line, and the way to it. */
export function PolicySummary({ task }: { readonly task: Task }) {
  const { view } = useServices();
  return (
    <button type="button" className={styles.policy} onClick={() => view.setState({ inspectorTab: 'policy' })}>
      <span className={styles.policyTitle}>{messages.inspector.tabs.policy}</span>
      {policySummary(task)}
    </button>
  );
}
