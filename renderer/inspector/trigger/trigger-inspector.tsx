import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import { removeEntry, renameEntry, setEntry } from '../../../engine/workflow/edit/entries.ts';
import { setAtPath } from '../../../engine/workflow/edit/json-path.ts';
import type { Json } from '../../../engine/workflow/json.ts';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import type { Trigger } from '../../../engine/workflow/schema.ts';
import { nothingSelected } from '../../document/selection.ts';
import type { Session } from '../../document/session.ts';
import { messages } from '../../messages/messages.ts';
import { Button } from '../../ui/button.tsx';
import { FieldRow } from '../form/field-row.tsx';
import { type FormContext, FormProvider } from '../form/form-context.ts';
import { useProblems } from '../form/use-problems.ts';
import { Head } from '../head.tsx';
import { InPlace } from '../in-place.tsx';
import styles from '../inspector.module.css';
import { NextList } from './next-list.tsx';
import own from './trigger.module.css';
import { triggerFields } from './trigger-fields.ts';
import { ZoneField } from './zone-field.tsx';

/** A schedule: when it comes, and what its runs do. */
export function TriggerInspector({ session, id }: { readonly session: Session; readonly id: string }) {
  const trigger = useStore(session.store, (state) => state.workflow.triggers?.[id]);
  return trigger ? <Known session={session} id={id} trigger={trigger} /> : null;
}

function Known({ session, id, trigger }: { readonly session: Session; readonly id: string; readonly trigger: Trigger }) {
  const words = messages.inspector.trigger;
  const form = useTriggerForm(session, id);
  const changeId = (to: string) => {
    const edited = session.edit({
      label: words.renamed(to),
      change: (workflow) => renameEntry(workflow, { kind: 'triggers', name: id, to }),
      select: () => ({ ...nothingSelected, triggers: [to] }),
    });
    return edited.ok ? null : edited.failure.message;
  };
  const field = (name: string) => {
    const known = triggerFields[name];
    const value = trigger[name as keyof Trigger] as Json | undefined;
    return known ? <FieldRow field={known} at={[name]} value={value} /> : null;
  };
  const remove = () =>
    session.edit({
      label: words.removed(id),
      change: (workflow) => removeEntry(workflow, { kind: 'triggers', name: id }),
      select: () => nothingSelected,
    });

  return (
    <FormProvider value={form}>
      <Head
        icon="calendar-clock"
        category="trigger"
        title={
          <InPlace
            text={trigger.name ?? id}
            label={words.name}
            action={messages.inspector.rename}
            isTitle
            onSave={(name) => form.set(['name'], name === '' || name === id ? undefined : name, words.name)}
          />
        }
        subtitle={
          <>
            <span>{words.type}</span>
            <span aria-hidden="true">·</span>
            <InPlace text={id} label={messages.inspector.id} action={messages.inspector.editId} isMono onSave={changeId} />
          </>
        }
      />
      <div className={`${styles.scroll} ${styles.body}`}>
        {field('enabled')}
        {field('schedule')}
        <NextList schedule={trigger.schedule} timezone={trigger.timezone ?? 'UTC'} isOn={trigger.enabled !== false} />
        <ZoneField value={trigger.timezone} />
        {field('overlap')}
        {field('misfire')}
        {field('catchUpWindow')}
        {field('inputs')}
        {field('description')}
        <Button icon="trash-2" className={own.remove} onClick={remove}>
          {messages.inspector.remove}
        </Button>
      </div>
    </FormProvider>
  );
}

function useTriggerForm(session: Session, id: string): FormContext {
  const root = useMemo(() => ['triggers', id], [id]);
  const problems = useProblems(session, root);
  const set = useCallback(
    (at: JsonPath, value: Json | undefined) => {
      const edited = session.edit({
        label: messages.inspector.trigger.changed(id),
        gesture: `inspector trigger ${id} ${at.join('.')}`,
        change: (workflow) => {
          const changed = setAtPath(workflow.triggers?.[id] as Json | undefined, at, value);
          return changed.ok ? setEntry(workflow, { kind: 'triggers', name: id, value: changed.value as Trigger }) : changed;
        },
      });
      return edited.ok ? null : edited.failure.message;
    },
    [session, id],
  );
  return useMemo(() => ({ root, taskPath: '', set, problems }), [root, set, problems]);
}
