import { joinPath } from '../../../engine/workflow/edit/task-path.ts';
import type { Json } from '../../../engine/workflow/json.ts';
import type { Task } from '../../../engine/workflow/schema.ts';
import { useServices } from '../../app/services.ts';
import { catalog } from '../../document/catalog.ts';
import { selectTasks } from '../../document/selection.ts';
import { messages } from '../../messages/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import { FieldRow } from '../form/field-row.tsx';
import styles from '../inspector.module.css';
import { Optional } from '../policy/optional.tsx';
import { eachFields, taskFields, untilFields } from '../policy/policy-fields.ts';
import { Section } from '../section.tsx';
import own from './task.module.css';

const mostShown = 100;

/** A group: how often it runs, what it gives, and what is in it. */
export function GroupForm({ task, path }: { readonly task: Task; readonly path: string }) {
  const words = messages.inspector;
  const children = Object.entries(task.tasks ?? {});
  const { workspace } = useServices();
  return (
    <div className={styles.form}>
      <Section title={words.policy.repeat}>
        <Optional title={words.policy.each} name="each" fields={eachFields} value={task.each} start={{ in: [] }} bare={['key']} />
        <Optional
          title={words.policy.until}
          name="until"
          fields={untilFields}
          value={task.until}
          start={{ condition: 'false', maxIterations: 10 }}
          bare={['condition']}
          isInside
        />
      </Section>
      <div className={styles.section}>
        <FieldRow field={taskFields.outputs} at={['outputs']} value={task.outputs as Json | undefined} isInside />
      </div>
      <Section title={words.children(children.length)}>
        <ul className={own.children}>
          {children.slice(0, mostShown).map(([id, child]) => (
            <li key={id}>
              <button type="button" className={own.child} onClick={() => workspace.active()?.select(selectTasks([joinPath(path, id)]))}>
                <Icon name={catalog.get(child.type)?.icon ?? (child.type === 'group' ? 'group' : 'circle-help')} size={15} />
                <span className={own.childName}>{child.name ?? id}</span>
                <span className={own.childType}>{catalog.get(child.type)?.title ?? child.type}</span>
              </button>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
