import { useMemo, useState } from 'react';
import type { TaskManifest } from '../../../engine/workflow/catalog.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../engine/workflow/json.ts';
import { messages } from '../../messages/messages.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { fieldsOf } from '../fields/read-fields.ts';
import { primaryNames } from '../fields/shown-fields.ts';
import rows from '../form/field-row.module.css';
import { FieldRow } from '../form/field-row.tsx';
import { useForm } from '../form/form-context.ts';
import { ProblemList } from '../form/problem-list.tsx';
import { problemsAt } from '../form/problems-at.ts';
import styles from '../inspector.module.css';

type ParametersFormProps = {
  readonly manifest: TaskManifest;
  readonly parameters: JsonObject;
};

/** A form for the parameters of a task, made from the schema of its type. */
export function ParametersForm({ manifest, parameters }: ParametersFormProps) {
  const words = messages.inspector;
  const { root, problems } = useForm();
  const fields = fieldsOf(manifest.parameters);
  // Chosen once: a field that is set or cleared stays where it is.
  const [primary] = useState(() => primaryNames(fields, manifest.examples, parameters));
  const [isOpen, setIsOpen] = useState(false);
  const others = fields.filter(({ name }) => !primary.has(name));
  const unknown = Object.keys(parameters).filter((name) => !fields.some((field) => field.name === name));
  const general = [...problemsAt(problems, [...root, 'with']), ...unknown.flatMap((name) => problemsAt(problems, [...root, 'with', name]))];
  const hasHiddenProblem = useMemo(() => {
    const names = new Set(others.map(({ name }) => name));
    return problems.some(({ path }) => path[root.length] === 'with' && names.has(String(path[root.length + 1])));
  }, [others, problems, root.length]);
  const isShown = isOpen || hasHiddenProblem;

  if (fields.length === 0) return <p className={rows.description}>{words.noParameters}</p>;
  return (
    <div className={styles.form}>
      <ProblemList problems={general} />
      {fields.map((field) =>
        primary.has(field.name) ? <ParameterField key={field.name} manifest={manifest} parameters={parameters} field={field} /> : null,
      )}
      {others.length === 0 ? null : (
        <Button
          kind="quiet"
          size="s"
          icon={isShown ? 'chevron-down' : 'chevron-right'}
          aria-expanded={isShown}
          className={styles.more}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isShown ? words.less : words.more(others.length)}
        </Button>
      )}
      {isShown
        ? others.map((field) => <ParameterField key={field.name} manifest={manifest} parameters={parameters} field={field} />)
        : null}
    </div>
  );
}

function ParameterField({ manifest, parameters, field }: ParametersFormProps & { readonly field: ReturnType<typeof fieldsOf>[number] }) {
  const at = useMemo(() => ['with', field.name], [field.name]);
  const own = manifest.itemExpressions;
  const items = own && Object.hasOwn(own, field.name) ? itemsOf(parameters) : undefined;
  return (
    <FieldRow field={field} at={at} value={Object.hasOwn(parameters, field.name) ? parameters[field.name] : undefined} items={items} />
  );
}

/** The list whose items the expressions of such a task see, by the rule of the catalog. */
function itemsOf(parameters: JsonObject): Json | undefined {
  return Object.hasOwn(parameters, 'items') ? parameters.items : undefined;
}

export function parametersOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function UnknownType({ type }: { readonly type: string }) {
  return <EmptyState icon="circle-help" title={messages.inspector.unknownType(type)} text={messages.inspector.unknownTypeHelp} />;
}
