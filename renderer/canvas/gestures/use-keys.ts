import { type KeyboardEvent, useEffect, useMemo } from 'react';
import { copySelected, cutSelected, pasteText } from '../../commands/clipboard.ts';
import { nothingSelected, selectTasks } from '../../document/selection.ts';
import type { CanvasModel } from '../canvas-model.ts';
import { firstTask, type Step, walkFrom } from '../graph/walk-graph.ts';
import { revealTask } from '../reveal.ts';

const steps: { readonly [key: string]: Step } = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

/** Walking the graph with the arrow keys, and out of things with Escape. All other keys are commands. */
export function useKeys(model: CanvasModel) {
  useClipboard(model);
  return useMemo(
    () => ({
      onKeyDown(event: KeyboardEvent) {
        if (isInField(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
        const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
        if (step) walk(model, step, event.shiftKey);
        else if (event.key === 'Escape') leave(model);
        else return;
        event.preventDefault();
      },
    }),
    [model],
  );
}

/** Out of what the pointer is in the middle of, else out of the selection. */
function leave(model: CanvasModel): void {
  if (model.cancelGesture) model.cancelGesture();
  else model.session.select(nothingSelected);
}

/** The window's own events reach the clipboard without asking the person. They are ours while the canvas, or nothing, has the focus. */
function useClipboard(model: CanvasModel): void {
  useEffect(() => {
    const isOurs = ({ target }: Event) =>
      !isInField(target) && (target === document.body || (target instanceof Node && model.element?.contains(target) === true));
    const give = (event: ClipboardEvent, read: () => string | null) => {
      const text = isOurs(event) && document.getSelection()?.isCollapsed !== false ? read() : null;
      if (text === null) return;
      event.preventDefault();
      event.clipboardData?.setData('text/plain', text);
    };
    const hasParts = () => {
      const { tasks, notes } = model.session.store.getState().selection;
      return tasks.length + notes.length > 0;
    };
    const onCopy = (event: ClipboardEvent) => give(event, () => (hasParts() ? copySelected(model.services) : null));
    const onCut = (event: ClipboardEvent) => give(event, () => (hasParts() ? cutSelected(model.services) : null));
    const onPaste = (event: ClipboardEvent) => {
      if (!isOurs(event)) return;
      event.preventDefault();
      pasteText(model.services, event.clipboardData?.getData('text/plain') ?? '');
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCut);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCut);
      document.removeEventListener('paste', onPaste);
    };
  }, [model]);
}

/** Shift keeps what is selected and adds the task that is come to. */
function walk(model: CanvasModel, step: Step, isAdding: boolean): void {
  const { selection } = model.session.store.getState();
  const { graph } = model.store.getState();
  const from = selection.tasks.at(-1);
  const next = from === undefined ? firstTask(graph) : walkFrom(graph, from, step);
  if (next === null) return;
  const others = isAdding ? selection.tasks.filter((path) => path !== next) : [];
  model.session.select(selectTasks([...others, next]));
  revealTask(model, next);
}

function isInField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null;
}
