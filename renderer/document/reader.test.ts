import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { printWorkflow } from '../../engine/workflow/print.ts';
import { graph } from '../../engine/workflow/testing/graph-builder.ts';
import type { Verdict } from './read-apart.ts';
import { readText } from './read-text.ts';
import { createReader } from './reader.ts';
import { nothingSelected } from './selection.ts';
import type { SessionState } from './session-state.ts';
import { noSteps } from './steps.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const large = (drawn: string) => `${printWorkflow(graph(drawn))}${' '.repeat(400_000)}`;

/** A reader whose worker answers when the test says so. */
function open() {
  const text = large('a -> b');
  const { workflow, problems } = readText(text, null);
  if (!workflow) throw new Error('no workflow');
  const store = createStore<SessionState>(() => ({
    ...{ text, workflow, problems, graph: 'current', selection: nothingSelected, steps: noSteps, saved: null, conflict: null },
  }));
  const asked: { readonly text: string; readonly answer: (verdict: Verdict | null) => void }[] = [];
  const reader = createReader(store, (given) => new Promise((answer) => asked.push({ text: given, answer })));
  const take = (next: string) => reader.take({ text: next, steps: noSteps, selection: nothingSelected });
  const rest = () => vi.advanceTimersByTimeAsync(100);
  return { store, reader, asked, take, rest, tasks: () => Object.keys(store.getState().workflow.tasks).join() };
}

describe('a large text', () => {
  it('is read beside the window when the person rests', async () => {
    const { store, asked, take, rest, tasks } = open();
    take(large('a -> c'));
    take(large('a -> d'));
    expect(asked).toEqual([]);
    await rest();
    expect(asked.map(({ text }) => text)).toEqual([large('a -> d')]);
    expect([tasks(), store.getState().text]).toEqual(['a,b', large('a -> d')]);

    const problem = { code: 'x', severity: 'warning' as const, path: [], message: 'x' };
    asked[0]?.answer({ isWhole: true, problems: [problem] });
    await rest();
    expect([tasks(), store.getState().problems]).toEqual(['a,d', [problem]]);
  });

  it('that has changed meanwhile is not told by what was found before', async () => {
    const { asked, take, rest, tasks } = open();
    take(large('a -> c'));
    await rest();
    take(large('a -> d'));
    asked[0]?.answer({ isWhole: true, problems: [] });
    await vi.advanceTimersByTimeAsync(10);
    expect(tasks()).toBe('a,b');
    await rest();
    asked[1]?.answer({ isWhole: true, problems: [] });
    await rest();
    expect(tasks()).toBe('a,d');
  });

  it('is read here when there is no worker, or it does not fit the format', async () => {
    for (const verdict of [null, { isWhole: false, problems: [] }]) {
      const { store, asked, take, rest, tasks } = open();
      take(large('a -> c'));
      await rest();
      asked[0]?.answer(verdict);
      await rest();
      expect([tasks(), store.getState().graph]).toEqual(['a,c', 'current']);
    }
  });

  it('is read at once when something needs it, and never after the end', async () => {
    const { reader, asked, take, rest, tasks } = open();
    take(large('a -> c'));
    reader.settle();
    expect(tasks()).toBe('a,c');
    take(large('a -> d'));
    await rest();
    reader.stop();
    asked[0]?.answer(null);
    await rest();
    expect(tasks()).toBe('a,c');
  });
});
