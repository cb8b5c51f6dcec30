import type { ClipboardEvent, KeyboardEvent } from 'react';
import { useMemo } from 'react';
import { copySelected, cutSelected, pasteText } from '../../commands/clipboard.ts';
import { nothingSelected, selectTasks } from '../../document/selection.ts';
import type { CanvasModel } from '../canvas-model.ts';
import { firstTask, type Step, walkFrom } from '../graph/walk-graph.ts';
import { revealTask } from '../reveal.ts';

const steps: { readonly [key: string]: Step } = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

/** Walking the graph with the arrow keys, and the clipboard. All other keys are commands. */
export function useKeys(model: CanvasModel) {
  return useMemo(
    () => ({
      onKeyDown(event: KeyboardEvent) {
        if (isInField(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
        const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
        if (step) walk(model, step, event.shiftKey);
        else if (event.key === 'Escape') model.session.select(nothingSelected);
        else return;
        event.preventDefault();
      },
      onCopy: (event: ClipboardEvent) => toClipboard(event, () => copySelected(model.services)),
      onCut: (event: ClipboardEvent) => toClipboard(event, () => cutSelected(model.services)),
      onPaste(event: ClipboardEvent) {
        if (isInField(event.target)) return;
        event.preventDefault();
        pasteText(model.services, event.clipboardData.getData('text/plain'));
      },
    }),
    [model],
  );
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

function toClipboard(event: ClipboardEvent, read: () => string | null): void {
  if (isInField(event.target)) return;
  const text = read();
  if (text === null) return;
  event.preventDefault();
  event.clipboardData.setData('text/plain', text);
}

function isInField(target: EventTarget): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null;
}
