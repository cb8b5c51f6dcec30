import { useMemo } from 'react';
import type { Json, JsonObject } from '../../../engine/workflow/json.ts';
import { type Hook, type HookName, hookNames, type Workflow } from '../../../engine/workflow/schema.ts';
import { catalog } from '../../document/catalog.ts';
import { messages } from '../../messages/messages.ts';
import { IconButton } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import controls from '../controls/controls.module.css';
import { fieldsOf } from '../fields/read-fields.ts';
import rows from '../form/field-row.module.css';
import { FieldRow } from '../form/field-row.tsx';
import { useForm } from '../form/form-context.ts';
import { taskFields } from '../policy/policy-fields.ts';
import { parametersOf } from '../task/configure-tab.tsx';
import styles from './hooks.module.css';

/** What runs when a run has ended one way or another. */
export function Hooks({ hooks = {} }: { readonly hooks: Workflow['hooks'] }) {
  const words = messages.inspector.workflow;
  const { set } = useForm();
  const there = hookNames.filter((name) => hooks[name]);
  const free = hookNames.filter((name) => !hooks[name]);
  return (
    <>
      <p className={rows.description}>{words.hooksHelp}</p>
      {there.map((name) => (
        <HookForm key={`${name} ${hooks[name]?.type}`} name={name} hook={hooks[name] as Hook} />
      ))}
      {free.length === 0 ? null : (
        <Select
          label={words.addHook}
          value={null}
          placeholder={words.addHook}
          choices={free.map((value) => ({ value, label: words.hook[value] }))}
          onChange={(name) =>
            set(['hooks', name], { type: 'notify.desktop', with: { text: '{{ run.workflow }}' } }, words.hook[name as HookName])
          }
        />
      )}
    </>
  );
}

function HookForm({ name, hook }: { readonly name: HookName; readonly hook: Hook }) {
  const words = messages.inspector.workflow;
  const { set } = useForm();
  const manifest = catalog.get(hook.type);
  const parameters = parametersOf(hook.with);
  const fields = useMemo(() => (manifest ? shownFields(fieldsOf(manifest.parameters), parameters) : []), [manifest, parameters]);
  const types = catalog.types.flatMap((type) => catalog.get(type) ?? []).map(({ type, title }) => ({ value: type, label: title }));
  return (
    <div className={styles.hook}>
      <div className={rows.head}>
        <span className={rows.label}>{words.hook[name]}</span>
        <IconButton size="s" icon="x" label={words.removeHook(name)} onClick={() => set(['hooks', name], undefined, words.hook[name])} />
      </div>
      <Select
        label={words.hookType}
        value={hook.type}
        choices={types}
        onChange={(type) => set(['hooks', name], { type }, words.hook[name])}
      />
      <div className={controls.nested}>
        {fields.map((field) => (
          <FieldRow
            key={field.name}
            field={field}
            at={['hooks', name, 'with', field.name]}
            value={(Object.hasOwn(parameters, field.name) ? parameters[field.name] : undefined) as Json | undefined}
          />
        ))}
        <FieldRow field={taskFields.when} at={['hooks', name, 'when']} value={hook.when} isBare />
        <FieldRow field={taskFields.timeout} at={['hooks', name, 'timeout']} value={hook.timeout} />
      </div>
    </div>
  );
}

/** Hooks are small: what must be set, what is set, and the first few of the rest. */
function shownFields(fields: ReturnType<typeof fieldsOf>, parameters: JsonObject) {
  return fields.filter(({ name, isRequired }, index) => isRequired || index < 4 || Object.hasOwn(parameters, name));
}
