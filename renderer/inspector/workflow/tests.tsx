import type { Workflow } from '../../../engine/workflow/schema.ts';
import { messages } from '../../messages/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import rows from '../form/field-row.module.css';
import own from '../task/task.module.css';

/** The tests of a workflow, to be seen at a glance; they are written in the code. */
export function Tests({ tests = {} }: { readonly tests: Workflow['tests'] }) {
  const words = messages.inspector.workflow;
  const entries = Object.entries(tests);
  if (entries.length === 0) return <p className={rows.description}>{words.noTests}</p>;
  return (
    <ul className={own.children}>
      {entries.map(([name, test]) => (
        <li key={name} className={own.child}>
          <Icon name="shield-check" size={15} />
          <span className={own.childName}>{name}</span>
          <span className={own.childType}>{test.expect.status ?? words.test(Object.keys(test.mocks ?? {}).length)}</span>
        </li>
      ))}
    </ul>
  );
}
