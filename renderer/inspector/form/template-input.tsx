import { type KeyboardEvent, useId, useMemo, useRef } from 'react';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import { closedBraces, overSpace } from './caret.ts';
import { CompletionList } from './completion-list.tsx';
import { highlighted } from './highlight.ts';
import styles from './template-input.module.css';
import { useCompletions } from './use-completions.ts';

export type TemplateInputProps = {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onBlur?: () => void;
  /** Where the text stands in the document: it decides what expressions see. */
  readonly owner: JsonPath;
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly placeholder?: string | undefined;
  /** The text is an expression without braces. */
  readonly isBare?: boolean;
  /** Enter begins a new line. */
  readonly isMultiline?: boolean;
  readonly isMono?: boolean;
  readonly isInvalid?: boolean;
  /** Within a table: no frame of its own. */
  readonly isPlain?: boolean;
  readonly least?: number;
  /** Tab indents, as in code. */
  readonly takesTab?: boolean;
};

/** Text with expressions: they are coloured, completed as they are typed, and the field grows with the text. */
export function TemplateInput(props: TemplateInputProps) {
  const { text, onChange, onBlur, owner, id, label, describedBy, placeholder, least = 1 } = props;
  const { isBare = false, isMultiline = false, isMono = true, isInvalid = false, isPlain = false, takesTab = false } = props;
  const input = useRef<HTMLTextAreaElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const listId = useId();
  const completions = useCompletions({ input, owner, isBare, onChange });
  const pieces = useMemo(() => highlighted(text, isBare), [text, isBare]);

  function change(next: string): void {
    const element = input.current;
    const over = element ? overSpace(text, next, element.selectionStart) : null;
    if (over !== null) return moveCaret(element, over);
    const closed = element ? closedBraces(text, next, element.selectionStart) : null;
    onChange(closed?.text ?? next);
    completions.changed(closed?.text ?? next, closed?.caret ?? element?.selectionStart ?? next.length);
    if (closed) moveCaret(element, closed.caret);
  }

  function press(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (completions.press(event)) return;
    if (event.key === 'Enter' && !isMultiline && !event.nativeEvent.isComposing) event.preventDefault();
    if (event.key === 'Tab' && takesTab && !event.shiftKey) indent(event, onChange);
  }

  const className = [styles.field, isMono ? styles.mono : '', isPlain ? styles.plain : styles.framed, isInvalid ? styles.invalid : ''].join(
    ' ',
  );
  const active = completions.active === null ? {} : { 'aria-activedescendant': `${listId}-${completions.active}` };
  return (
    <div className={className} data-least={Math.min(least, 6)}>
      <div ref={mirror} className={styles.mirror} aria-hidden="true">
        {pieces.map((piece, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place.
          <span key={index} className={styles[piece.kind]}>
            {piece.text}
          </span>
        ))}
        {'\u200b'}
      </div>
      <textarea
        ref={input}
        id={id}
        className={styles.input}
        value={text}
        rows={1}
        spellCheck={!isMono}
        autoCapitalize="off"
        autoComplete="off"
        placeholder={placeholder}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={isInvalid || undefined}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={completions.offers.length > 0 ? listId : undefined}
        {...active}
        onChange={(event) => change(event.target.value)}
        onKeyDown={press}
        onClick={completions.close}
        onScroll={(event) => {
          if (mirror.current) mirror.current.scrollTop = event.currentTarget.scrollTop;
        }}
        onBlur={() => {
          completions.close();
          onBlur?.();
        }}
      />
      {completions.offers.length > 0 ? (
        <CompletionList
          id={listId}
          anchor={input}
          offers={completions.offers}
          active={completions.active ?? 0}
          onChoose={completions.choose}
        />
      ) : null}
    </div>
  );
}

/** After React has written the text. */
function moveCaret(element: HTMLTextAreaElement | null, caret: number): void {
  requestAnimationFrame(() => element?.setSelectionRange(caret, caret));
}

function indent(event: KeyboardEvent<HTMLTextAreaElement>, onChange: (text: string) => void): void {
  event.preventDefault();
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  onChange(`${value.slice(0, selectionStart)}  ${value.slice(selectionEnd)}`);
  moveCaret(event.currentTarget, selectionStart + 2);
}
