import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import { setDisabled, setTaskValue } from '../../../engine/workflow/edit/set-task.ts';
import { taskAt } from '../../../engine/workflow/graph/walk.ts';
import type { Json } from '../../../engine/workflow/json.ts';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import type { Task } from '../../../engine/workflow/schema.ts';
import { labelOf } from '../../app/command.ts';
import { useServices } from '../../app/services.ts';
import { findCommand, useCommands } from '../../commands/registry.ts';
import type { Selection } from '../../document/selection.ts';
import type { Session, SessionState } from '../../document/session.ts';
import { messages } from '../../messages/messages.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { SwitchField } from '../../ui/switch-field.tsx';
import { FieldRow } from '../form/field-row.tsx';
import { type FormContext, FormProvider } from '../form/form-context.ts';
import { Head } from '../head.tsx';
import styles from '../inspector.module.css';
import { taskFields } from '../policy/policy-fields.ts';
import { Section } from '../section.tsx';
import own from './several.module.css';

const workflowOf = (state: SessionState) => state.workflow;
const common = ['timeout', 'onError', 'pool', 'priority'] as const;
const arranging = [
  'edit.group',
  'edit.layOut',
  ...['left', 'center', 'right', 'top', 'middle', 'bottom'].map((edge) => `edit.align.${edge}`),
  'edit.distribute.horizontally',
  'edit.distribute.vertically',
];

/** Several things at once: what their tasks have in common, and where they stand. */
export function SeveralInspector({ session, selection }: { readonly session: Session; readonly selection: Selection }) {
  const words = messages.inspector;
  const { tasks: paths, edges, notes, triggers } = selection;
  const workflow = useStore(session.store, workflowOf);
  const tasks = paths.flatMap((path) => taskAt(workflow, path) ?? []);
  const form = useSeveralForm(session, paths);
  const others = edges.length + notes.length + triggers.length;
  const title = paths.length > 0 ? words.several.title(paths.length) : words.severalThings(others);
  const disabled = tasks.filter((task) => task.disabled).length;
  return (
    <FormProvider value={form}>
      <Head icon="layers" category="group" title={title} subtitle={words.several.selected} />
      <div className={`${styles.scroll} ${styles.body}`}>
        {tasks.length === 0 ? null : (
          <Section title={words.several.common}>
            <SwitchField
              label={words.policy.disabled}
              isOn={disabled === tasks.length}
              {...(disabled > 0 && disabled < tasks.length ? { description: words.several.mixed } : {})}
              onChange={(isOn) =>
                session.edit({
                  label: words.several.changed(words.policy.disabled, paths.length),
                  change: (before) => setDisabled(before, { paths, disabled: isOn }),
                })
              }
            />
            {common.map((name) => (
              <CommonField key={`${name} ${paths.join(' ')}`} name={name} tasks={tasks} />
            ))}
          </Section>
        )}
        <Arrange />
      </div>
    </FormProvider>
  );
}

function CommonField({ name, tasks }: { readonly name: (typeof common)[number]; readonly tasks: readonly Task[] }) {
  const values = new Set(tasks.map((task) => task[name]));
  const [value] = values;
  const isMixed = values.size > 1;
  const field = taskFields[name];
  const shown = isMixed ? { ...field, description: messages.inspector.several.mixed } : field;
  return <FieldRow field={shown} at={[name]} value={isMixed ? undefined : (value as Json | undefined)} />;
}

function Arrange() {
  const services = useServices();
  const commands = useCommands();
  const found = arranging.flatMap((id) => findCommand(id) ?? []);
  if (found.length === 0) return null;
  return (
    <Section title={messages.inspector.several.arrange}>
      <div className={own.buttons}>
        {found.map((command) =>
          isAlignment(command.id) ? (
            <IconButton
              key={command.id}
              label={labelOf(command, services)}
              icon={command.icon ?? 'move'}
              disabled={!commands.isEnabled(command.id)}
              onClick={() => commands.run(command.id)}
            />
          ) : (
            <Button
              key={command.id}
              size="s"
              {...(command.icon ? { icon: command.icon } : {})}
              disabled={!commands.isEnabled(command.id)}
              onClick={() => commands.run(command.id)}
            >
              {labelOf(command, services)}
            </Button>
          ),
        )}
      </div>
    </Section>
  );
}

/** Their pictures say what they do. */
function isAlignment(id: string): boolean {
  return id.startsWith('edit.align.') || id.startsWith('edit.distribute.');
}

/** Sets a field of all the tasks as one step. */
function useSeveralForm(session: Session, paths: readonly string[]): FormContext {
  const set = useCallback(
    (at: JsonPath, value: Json | undefined, title: string) => {
      const edited = session.edit({
        label: messages.inspector.several.changed(title, paths.length),
        gesture: `inspector ${paths.join(' ')} ${at.join('.')}`,
        change: (workflow) => {
          let next: ReturnType<typeof setTaskValue> = { ok: true, value: workflow };
          for (const path of paths) if (next.ok) next = setTaskValue(next.value, { path, at, value });
          return next;
        },
      });
      return edited.ok ? null : edited.failure.message;
    },
    [session, paths],
  );
  return useMemo(() => ({ root: [], taskPath: '', set, problems: [] }), [set]);
}
