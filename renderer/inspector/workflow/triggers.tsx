import { setEntry } from '../../../engine/workflow/edit/entries.ts';
import { freshId } from '../../../engine/workflow/edit/ids.ts';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import { useServices } from '../../app/services.ts';
import { nothingSelected } from '../../document/selection.ts';
import type { Session } from '../../document/session.ts';
import { messages } from '../../messages/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import controls from '../controls/controls.module.css';
import rows from '../form/field-row.module.css';
import own from '../task/task.module.css';
import { describeSchedule } from '../trigger/describe-schedule.ts';

/** The schedules of a workflow; choosing one opens it. */
export function Triggers({ session, triggers = {} }: { readonly session: Session; readonly triggers: Workflow['triggers'] }) {
  const words = messages.inspector.workflow;
  const { toasts } = useServices();
  const entries = Object.entries(triggers);

  function add(): void {
    const name = freshId(Object.fromEntries(entries.map(([id]) => [id, { type: '' }])), 'schedule');
    const edited = session.edit({
      label: words.addedTrigger,
      change: (workflow) => setEntry(workflow, { kind: 'triggers', name, value: { type: 'cron', schedule: '0 9 * * 1-5' } }),
      select: () => ({ ...nothingSelected, triggers: [name] }),
    });
    if (!edited.ok) toasts.tellFailure(edited.failure);
  }

  return (
    <>
      {entries.length === 0 ? <p className={rows.description}>{words.noTriggers}</p> : null}
      <ul className={own.children}>
        {entries.map(([id, trigger]) => (
          <li key={id}>
            <button type="button" className={own.child} onClick={() => session.select({ ...nothingSelected, triggers: [id] })}>
              <Icon name="calendar-clock" size={15} />
              <span className={own.childName}>{trigger.name ?? id}</span>
              <span className={own.childType}>
                {trigger.enabled === false ? messages.inspector.off : (describeSchedule(trigger.schedule) ?? trigger.schedule)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Button size="s" icon="plus" className={controls.add} onClick={add}>
        {words.addTrigger}
      </Button>
    </>
  );
}
