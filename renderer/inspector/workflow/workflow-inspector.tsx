import { useStore } from 'zustand';
import { setDirection } from '../../../engine/workflow/edit/layout.ts';
import type { Json } from '../../../engine/workflow/json.ts';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import { useCommands } from '../../commands/registry.ts';
import type { Session, SessionState } from '../../document/session.ts';
import { messages } from '../../messages/messages.ts';
import rows from '../form/field-row.module.css';
import { FieldRow } from '../form/field-row.tsx';
import { FormProvider } from '../form/form-context.ts';
import head from '../head.module.css';
import { Head } from '../head.tsx';
import { InPlace } from '../in-place.tsx';
import styles from '../inspector.module.css';
import { Optional } from '../policy/optional.tsx';
import { Section } from '../section.tsx';
import { Segments } from '../segments.tsx';
import { Hooks } from './hooks.tsx';
import { Tests } from './tests.tsx';
import { Triggers } from './triggers.tsx';
import { useWorkflowForm } from './use-workflow-form.ts';
import { concurrencyFields, permissionFields, workflowFields } from './workflow-fields.ts';

const workflowOf = (state: SessionState) => state.workflow;

/** The workflow itself: what it takes, what starts it, what it gives, and what it may do. */
export function WorkflowInspector({ session }: { readonly session: Session }) {
  const words = messages.inspector.workflow;
  const workflow = useStore(session.store, workflowOf);
  const form = useWorkflowForm(session);
  const commands = useCommands();
  const field = (name: keyof typeof workflowFields) => (
    <FieldRow field={workflowFields[name]} at={[name]} value={workflow[name as keyof Workflow] as Json | undefined} />
  );
  return (
    <FormProvider value={form}>
      <Head
        icon="workflow"
        category="group"
        title={
          <InPlace
            text={workflow.name ?? workflow.id}
            label={words.name}
            action={messages.inspector.rename}
            isTitle
            onSave={(name) => form.set(['name'], name === '' ? undefined : name, words.name)}
          />
        }
        subtitle={
          <>
            <span>{words.type}</span>
            <span aria-hidden="true">·</span>
            <button
              type="button"
              className={head.inPlaceId}
              aria-label={`${workflow.id}. ${messages.inspector.editId}`}
              onClick={() => commands.run('file.changeId')}
            >
              {workflow.id}
            </button>
          </>
        }
      />
      <div className={`${styles.scroll} ${styles.body}`}>
        <Section title={words.general}>
          {field('description')}
          {field('tags')}
          <div className={rows.field}>
            <span className={rows.label}>{words.direction}</span>
            <Segments
              label={words.direction}
              value={workflow.layout?.direction ?? 'right'}
              choices={(['right', 'down'] as const).map((value) => ({ value, label: words.directions[value] }))}
              onChange={(direction) =>
                session.edit({ label: words.changed(words.direction), change: (before) => setDirection(before, direction) })
              }
            />
          </div>
        </Section>
        <div className={styles.section}>{field('inputs')}</div>
        <Section title={words.triggers}>
          <Triggers session={session} triggers={workflow.triggers} />
        </Section>
        <div className={styles.section}>{field('outputs')}</div>
        <Section title={words.limits}>
          {field('timeout')}
          <Optional
            title={words.concurrency}
            name="concurrency"
            fields={concurrencyFields}
            value={workflow.concurrency}
            start={{ limit: 1 }}
          />
        </Section>
        <Section title={words.hooks}>
          <Hooks hooks={workflow.hooks} />
        </Section>
        <Section title={words.permissions}>
          <Optional
            title={words.permissionsTitle}
            name="permissions"
            fields={permissionFields}
            value={workflow.permissions}
            start={{ hosts: [] }}
          />
          <p className={rows.description}>{words.permissionsHelp}</p>
        </Section>
        <Section title={words.tests}>
          <Tests tests={workflow.tests} />
        </Section>
      </div>
    </FormProvider>
  );
}
