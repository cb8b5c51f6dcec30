import type { Json } from '../../../engine/workflow/json.ts';
import type { Task } from '../../../engine/workflow/schema.ts';
import type { Session } from '../../document/session.ts';
import { messages } from '../../messages/messages.ts';
import { FieldRow } from '../form/field-row.tsx';
import styles from '../inspector.module.css';
import { Section } from '../section.tsx';
import { parametersOf } from '../task/configure-tab.tsx';
import { Needs } from './needs.tsx';
import { Optional } from './optional.tsx';
import { cacheFields, eachFields, retryFields, taskFields, untilFields } from './policy-fields.ts';
import { RetryPreview } from './retry-preview.tsx';

type PolicyTabProps = { readonly session: Session; readonly task: Task; readonly path: string };

/** When a task starts, how often, what happens when it fails, and how much it may take. */
export function PolicyTab({ session, task, path }: PolicyTabProps) {
  const words = messages.inspector.policy;
  const values = parametersOf(task);
  const field = (name: keyof typeof taskFields, isBare = false) => (
    <FieldRow field={taskFields[name]} at={[name]} value={values[name] as Json | undefined} isBare={isBare} />
  );
  return (
    <div className={styles.body}>
      <Section title={words.order}>
        <Needs session={session} task={task} path={path} />
        {(task.needs?.length ?? 0) > 1 || task.join ? field('join') : null}
        {field('when', true)}
      </Section>
      <Section title={words.repeat}>
        <Optional title={words.each} name="each" fields={eachFields} value={task.each} start={{ in: [] }} bare={['key']} />
        {task.type === 'group' ? (
          <Optional
            title={words.until}
            name="until"
            fields={untilFields}
            value={task.until}
            start={{ condition: 'false', maxIterations: 10 }}
            bare={['condition']}
            isInside
          />
        ) : null}
      </Section>
      <Section title={words.failure}>
        <Optional title={words.retry} name="retry" fields={retryFields} value={task.retry} start={{ attempts: 3 }} first={3}>
          {task.retry ? <RetryPreview retry={task.retry} /> : null}
        </Optional>
        {field('onError')}
        {field('onInterrupt')}
      </Section>
      <Section title={words.limits}>
        {field('timeout')}
        {field('pool')}
        {field('priority')}
      </Section>
      <Section title={words.result}>
        <Optional title={words.cache} name="cache" fields={cacheFields} value={task.cache} start={{}} bare={['key']} />
        {field('disabled')}
      </Section>
    </div>
  );
}
