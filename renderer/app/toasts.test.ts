import { describe, expect, it } from 'vitest';
import { createToasts } from './toasts.ts';

describe('toasts', () => {
  it('are there once when the same is told again, as the newest', () => {
    const toasts = createToasts();
    toasts.tellFailure({ message: 'It is gone' });
    toasts.tell('Saved');
    toasts.tellFailure({ message: 'It is gone' });

    expect(toasts.store.getState().map(({ kind, text }) => [kind, text])).toEqual([
      ['info', 'Saved'],
      ['error', 'It is gone'],
    ]);
  });

  it('are four at most, the oldest goes', () => {
    const toasts = createToasts();
    for (const text of ['a', 'b', 'c', 'd', 'e']) toasts.tell(text);

    expect(toasts.store.getState().map(({ text }) => text)).toEqual(['b', 'c', 'd', 'e']);
  });
});
