import { useState } from 'react';
import { useStore } from 'zustand';
import type { Json } from '../../engine/workflow/json.ts';
import type { Input } from '../../engine/workflow/schema.ts';
import { useServices } from '../app/services.ts';
import { startRun } from '../app/start-run.ts';
import type { Session, SessionState } from '../document/session.ts';
import { taskNameAt } from '../document/task-name.ts';
import { messages } from '../messages/messages.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { SwitchField } from '../ui/switch-field.tsx';
import { choiceText, controlOf, type FormValues, isRequired, readForm, startText } from './input-values.ts';
import styles from './run-form.module.css';

const text = messages.runs.form;
const workflowOf = (state: SessionState) => state.workflow;

/** A form made from the inputs of the workflow in front. `about`: path of the task that the run goes up to. */
export function RunForm({ about, onClose }: { readonly about: string | null; readonly onClose: () => void }) {
  const { workspace } = useServices();
  const session = workspace.active();
  return session ? <RunFormOf session={session} upTo={about} onClose={onClose} /> : null;
}

type RunFormProps = { readonly session: Session; readonly upTo: string | null; readonly onClose: () => void };

/** Whoever runs a workflow again wants most of what was typed before; what was not typed follows the defaults. */
const typedBefore = new WeakMap<Session, FormValues>();

function RunFormOf({ session, upTo, onClose }: RunFormProps) {
  const services = useServices();
  const workflow = useStore(session.store, workflowOf);
  const inputs = workflow.inputs ?? {};
  const [values, setValues] = useState<FormValues>(() => typedBefore.get(session) ?? {});
  const [isTried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const read = readForm(inputs, values);
  const change = (next: FormValues) => {
    typedBefore.set(session, next);
    setValues(next);
  };
  const start = async () => {
    setTried(true);
    if (Object.keys(read.problems).length > 0) return;
    const started = await startRun(services, session, { inputs: read.inputs, upTo });
    if (started.ok) onClose();
    else setRefusal(started.failure.message);
  };
  const name = workflow.name ?? workflow.id;
  const title = upTo === null ? text.title(name) : text.titleUpTo(name, taskNameAt(workflow, upTo));
  const footer = (
    <>
      <Button onClick={onClose}>{messages.shell.cancel}</Button>
      <Button kind="primary" icon="play" onClick={() => void start()}>
        {text.run}
      </Button>
    </>
  );
  return (
    <Dialog title={title} closeLabel={messages.shell.close} width="s" onClose={onClose} footer={footer}>
      <form
        className={styles.form}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        {Object.keys(inputs).length === 0 ? <p>{text.none}</p> : null}
        {Object.entries(inputs).map(([name, input]) => (
          <InputField
            key={name}
            name={name}
            input={input}
            value={values[name] ?? startText(input)}
            error={isTried ? read.problems[name] : undefined}
            onChange={(value) => change({ ...values, [name]: value })}
          />
        ))}
        {refusal ? (
          <p className={styles.refusal} role="alert">
            {refusal}
          </p>
        ) : null}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

type InputFieldProps = {
  readonly name: string;
  readonly input: Input;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
};

function InputField({ name, input, value, error, onChange }: InputFieldProps) {
  const control = controlOf(input);
  const label = input.title ?? name;
  const description = [input.description, hintOf(input)].filter(Boolean).join(' ');
  if (control === 'switch') {
    return <SwitchField label={label} description={description} isOn={value === 'true'} onChange={(isOn) => onChange(String(isOn))} />;
  }
  const field = { label, description, error, aside: isRequired(input) ? text.required : text.optional };
  if (control === 'choice') {
    const choices = (input.enum ?? []).map((choice) => ({ value: choiceText(choice as Json), label: choiceText(choice as Json) }));
    return <SelectField {...field} value={value === '' ? null : value} choices={choices} onChange={onChange} />;
  }
  return (
    <TextField
      {...field}
      value={value}
      onChange={onChange}
      isMultiline={control === 'multiline' || control === 'json'}
      isMono={control === 'json'}
    />
  );
}

/** A default that an expression makes cannot stand in the field. */
function hintOf(input: Input): string {
  return typeof input.default === 'string' && input.default.includes('{{') ? text.defaultIs(input.default) : '';
}
