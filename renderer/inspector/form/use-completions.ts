import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import { expressionCompletions } from '../../expression-help/completions.ts';
import type { Completion } from '../../expression-help/question.ts';
import { type PreviewData, useDataNow } from '../preview/preview-data.ts';
import { createdEvent } from '../preview/preview-scope.ts';
import { expressionAt, matching } from './caret.ts';

type Open = { readonly offers: readonly Completion[]; readonly start: number; readonly active: number };

type CompletionsOf = {
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly owner: JsonPath;
  readonly isBare: boolean;
  readonly onChange: (text: string) => void;
};

/** Completions for the expression that the caret is in, as the list behind a text field. */
export function useCompletions({ input, owner, isBare, onChange }: CompletionsOf) {
  const dataNow = useDataNow();
  const [open, setOpen] = useState<Open | null>(null);

  /** `isAsked`: by key, so that everything is offered; else only what continues a word. */
  function offer(text: string, caret: number, isAsked: boolean): void {
    const at = expressionAt(text, caret, isBare);
    if (at === null) {
      setOpen(null);
      return;
    }
    const offset = caret - at.start;
    const before = at.source.slice(0, offset);
    if (!isAsked && !/[A-Za-z_.["']$/.test(before) && before.trim() !== '') {
      setOpen(null);
      return;
    }
    const data = dataNow();
    if (data === null) return;
    const all = expressionCompletions({ workflow: data.workflow, owner, source: at.source, offset, known: knownOf(data) });
    const offers = matching(all, at.source, offset);
    setOpen(offers.length === 0 ? null : { offers, start: at.start, active: 0 });
  }

  function choose(index: number): void {
    const element = input.current;
    const chosen = open?.offers[index];
    if (!element || !chosen || !open) return;
    const { value } = element;
    onChange(value.slice(0, open.start + chosen.start) + chosen.insert + value.slice(open.start + chosen.end));
    setOpen(null);
    const caret = open.start + chosen.start + chosen.caret;
    element.focus();
    requestAnimationFrame(() => element.setSelectionRange(caret, caret));
  }

  /** Whether the key was for the list. */
  function press(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      offer(event.currentTarget.value, event.currentTarget.selectionStart, true);
      return true;
    }
    if (!open || event.nativeEvent.isComposing) return false;
    const count = open.offers.length;
    const steps: { readonly [key: string]: number } = { ArrowDown: 1, ArrowUp: count - 1 };
    const step = steps[event.key];
    if (step !== undefined) setOpen({ ...open, active: (open.active + step) % count });
    else if (event.key === 'Enter' || event.key === 'Tab') choose(open.active);
    else if (event.key === 'Escape') setOpen(null);
    else {
      if (event.key === 'ArrowLeft' || event.key === 'ArrowRight' || event.key === 'Home' || event.key === 'End') setOpen(null);
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return {
    offers: open?.offers ?? [],
    active: open?.active ?? null,
    changed: (text: string, caret: number) => offer(text, caret, false),
    press,
    choose,
    close: () => setOpen(null),
  };
}

function knownOf({ run, outputs }: PreviewData) {
  const created = createdEvent(run);
  const output = (path: string) => {
    const state = outputs.store.getState().get(path);
    return state?.state === 'known' ? state.value : undefined;
  };
  return created ? { output, inputs: created.inputs, vars: created.vars } : { output };
}
