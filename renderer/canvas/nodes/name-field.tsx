import { type KeyboardEvent, useRef } from 'react';
import { setTaskValue } from '../../../engine/workflow/edit/set-task.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import { useCanvas } from '../canvas-context.ts';
import styles from './name-field.module.css';

/** The name of a task, edited in place: Enter or a click elsewhere takes it, Escape leaves it as it was. */
export function NameField({ path, name }: { readonly path: string; readonly name: string }) {
  const { model } = useCanvas();
  const isDone = useRef(false);
  function finish(text: string | null) {
    if (isDone.current) return;
    isDone.current = true;
    model.store.setState({ renaming: null });
    model.element?.focus({ preventScroll: true });
    const value = text?.trim();
    if (value === undefined || value === name) return;
    model.edit({
      label: canvasMessages.steps.rename,
      change: (workflow) => setTaskValue(workflow, { path, at: ['name'], value: value === '' ? undefined : value }),
    });
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    event.stopPropagation();
    if (event.key === 'Enter') finish(event.currentTarget.value);
    if (event.key === 'Escape') finish(null);
  }
  return (
    <input
      ref={selectAll}
      className={`${styles.field} nodrag nopan nokey`}
      aria-label={canvasMessages.renameTask}
      defaultValue={name}
      maxLength={200}
      onKeyDown={onKeyDown}
      onBlur={(event) => finish(event.currentTarget.value)}
    />
  );
}

function selectAll(input: HTMLInputElement | null): void {
  input?.focus({ preventScroll: true });
  input?.select();
}
