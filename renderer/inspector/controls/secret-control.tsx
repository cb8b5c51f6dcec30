import { useId, useMemo } from 'react';
import { referencesOf } from '../../../engine/workflow/expression/references.ts';
import type { Json } from '../../../engine/workflow/json.ts';
import { ok } from '../../../engine/workflow/result.ts';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import { messages } from '../../messages/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import { secretName, secretText, type Writing } from '../fields/value-text.ts';
import type { ControlProps } from '../form/control-props.ts';
import rows from '../form/field-row.module.css';
import { useDraft } from '../form/use-draft.ts';
import { usePreviewData } from '../preview/preview-data.ts';
import styles from './controls.module.css';
import { useStoredSecrets } from './use-stored-secrets.ts';

/** A secret by its name. A name is 1 or more of A-Z, a-z, 0-9 and _; any other text stays the text it is, with a warning. */
const byName: Writing = {
  print: (value) => secretName(value) ?? (typeof value === 'string' ? value : ''),
  parse: (text) => ok(text === '' ? undefined : isName(text) ? secretText(text) : text),
};

function isName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}

export function SecretControl({ value, onChange, id, describedBy, isInvalid }: ControlProps<'secret'>) {
  const words = messages.inspector;
  const listId = useId();
  const { workflow } = usePreviewData();
  const stored = useStoredSecrets();
  const names = useMemo(() => secretNames(workflow, stored.names), [workflow, stored.names]);
  const { text, change } = useDraft(value, byName, onChange);
  const isPlain = typeof value === 'string' && secretName(value) === null;
  return (
    <>
      <span className={styles.withIcon}>
        <Icon name="key-round" size={14} className={styles.lead} />
        <input
          id={id}
          className={styles.input}
          value={text}
          list={listId}
          autoComplete="off"
          spellCheck={false}
          placeholder={words.secretName}
          aria-describedby={describedBy}
          aria-invalid={isInvalid || undefined}
          onFocus={stored.ask}
          onChange={(event) => change(event.target.value)}
        />
        <datalist id={listId}>
          {names.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </span>
      {isPlain ? <p className={rows.warning}>{words.plainSecret}</p> : null}
    </>
  );
}

/** Names that this workflow uses or allows, and those that are stored. */
function secretNames(workflow: Workflow, stored: readonly string[]): readonly string[] {
  const used = referencesOf([workflow.tasks, workflow.hooks ?? {}] as unknown as Json).flatMap(({ path }) =>
    path[0] === 'secrets' && typeof path[1] === 'string' ? [path[1]] : [],
  );
  return [...new Set([...used, ...(workflow.permissions?.secrets ?? []), ...stored])].sort();
}
