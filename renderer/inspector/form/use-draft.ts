import { useState } from 'react';
import type { Json } from '../../../engine/workflow/json.ts';
import { messages } from '../../messages/messages.ts';
import type { Writing } from '../fields/value-text.ts';

/** Sets a value, or says why it cannot be set; the field shows that. */
export type Change = (value: Json | undefined) => string | null;

/**
 * The text of a control whose value is in the document. What a person types is kept as long as it says what the document says (`1.0`
 * is 1) or cannot be taken yet (`1e`); when the value changes by other means, as by undoing, the text follows it.
 */
export function useDraft(value: Json | undefined, writing: Writing, onChange: Change) {
  const shown = writing.print(value);
  const [draft, setDraft] = useState<{ readonly text: string; readonly shows: string; readonly error: string | null } | null>(null);
  const current = draft?.shows === shown ? draft : null;

  function change(text: string): void {
    const parsed = writing.parse(text);
    if (!parsed.ok) {
      setDraft({ text, shows: shown, error: messages.inspector.faults[parsed.failure] ?? parsed.failure });
      return;
    }
    const next = writing.print(parsed.value);
    const refused = next === shown && parsed.value === value ? null : onChange(parsed.value);
    setDraft({ text, shows: refused === null ? next : shown, error: null });
  }

  return { text: current?.text ?? shown, error: current?.error ?? null, change };
}
