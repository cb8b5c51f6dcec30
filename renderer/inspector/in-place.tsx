import { type KeyboardEvent, useId, useState } from 'react';
import styles from './head.module.css';

type InPlaceProps = {
  readonly text: string;
  readonly label: string;
  /** What the button does that begins it. */
  readonly action: string;
  readonly help?: string;
  readonly isTitle?: boolean;
  readonly isMono?: boolean;
  /** Says why the text cannot be taken, or null. */
  readonly onSave: (text: string) => string | null;
};

/** A text that becomes a field when it is clicked: Enter keeps, Escape leaves it as it was. */
export function InPlace({ text, label, action, help, isTitle = false, isMono = false, onSave }: InPlaceProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const helpId = useId();

  function stop(): void {
    setTyped(null);
    setFault(null);
  }

  function save(): void {
    const next = typed?.trim();
    const refused = next === undefined || next === text ? null : onSave(next);
    if (refused === null) stop();
    else setFault(refused);
  }

  function press(event: KeyboardEvent): void {
    if (event.key === 'Enter') save();
    else if (event.key === 'Escape') stop();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const looks = `${isTitle ? styles.titleText : styles.idText} ${isMono ? styles.mono : ''}`;
  if (typed === null) {
    return (
      <button
        type="button"
        className={`${styles.inPlace} ${looks}`}
        title={text}
        aria-label={`${text}. ${action}`}
        onClick={() => setTyped(text)}
      >
        {text}
      </button>
    );
  }
  return (
    <span className={styles.editing}>
      <input
        // The person asked for it by the click before.
        ref={(element) => {
          if (element && document.activeElement !== element) element.select();
        }}
        className={`${styles.inPlaceInput} ${looks}`}
        value={typed}
        data-own-undo
        aria-label={label}
        aria-invalid={fault !== null || undefined}
        aria-describedby={helpId}
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value);
          setFault(null);
        }}
        onKeyDown={press}
        onBlur={() => (fault === null ? save() : stop())}
      />
      <span id={helpId} className={fault === null ? styles.help : styles.fault}>
        {fault ?? help ?? ''}
      </span>
    </span>
  );
}
