import { parseExpression } from '../../../engine/workflow/expression/compile.ts';
import { hasExpression } from '../../../engine/workflow/expression/template.ts';
import { messages } from '../../messages/messages.ts';
import type { Writing } from '../fields/value-text.ts';
import type { ControlProps } from '../form/control-props.ts';
import styles from '../form/field-row.module.css';
import { TemplateInput } from '../form/template-input.tsx';
import { useDraft } from '../form/use-draft.ts';

type TextControlProps = ControlProps & {
  readonly writing: Writing;
  readonly isMultiline?: boolean;
  readonly isMono?: boolean;
  readonly isBare?: boolean;
  readonly least?: number;
  readonly takesTab?: boolean;
  /** An expression that was written without its braces gets them when the field is left. */
  readonly wraps?: boolean;
};

export function TextControl(props: TextControlProps) {
  const { value, writing, onChange, owner, id, describedBy, isInvalid } = props;
  const { isMultiline = false, isMono = true, isBare = false, least = 1, takesTab = false, wraps = false } = props;
  const { text, error, change } = useDraft(value, writing, onChange);
  const placeholder = placeholderOf(props);

  function leave(): void {
    if (wraps && isUnwrapped(text)) change(`{{ ${text.trim()} }}`);
  }

  return (
    <>
      <TemplateInput
        id={id}
        text={text}
        owner={owner}
        describedBy={describedBy}
        placeholder={placeholder}
        isMultiline={isMultiline}
        isMono={isMono}
        isBare={isBare || (wraps && text !== '' && !hasExpression(text))}
        isInvalid={isInvalid || error !== null}
        least={least}
        takesTab={takesTab}
        onChange={change}
        onBlur={leave}
      />
      {error === null ? null : <p className={styles.error}>{error}</p>}
    </>
  );
}

/** What counts while nothing is set, or what might be. */
function placeholderOf({ wraps, fallback, example, writing }: TextControlProps): string | undefined {
  if (fallback !== undefined && fallback !== null) return writing.print(fallback);
  if (example !== undefined) return messages.inspector.example(example);
  return wraps ? messages.inspector.expressionPlaceholder : undefined;
}

/** Reads something, so that it is no plain word or number. */
function isUnwrapped(text: string): boolean {
  if (text.trim() === '' || hasExpression(text)) return false;
  const parsed = parseExpression(text);
  return parsed.ok && parsed.value.references.some(({ path }) => knownRoots.has(String(path[0])));
}

const knownRoots: ReadonlySet<string> = new Set(['inputs', 'vars', 'tasks', 'item', 'index', 'run', 'environment', 'secrets']);
