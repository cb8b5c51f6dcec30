import { describe, expect, it } from 'vitest';
import { createWindowSlots, type WindowLocks } from './window-slot.ts';

/** The browser's locks: held until the window that took them ends. */
function createLocks() {
  const held = new Map<string, number>();
  const ofWindow = (window: number): WindowLocks => ({
    request: async (name, _options, use) => {
      if (held.has(name)) return use(null);
      held.set(name, window);
      return use({});
    },
    query: async () => ({ held: [...held.keys(), 'another'].map((name) => ({ name })) }),
  });
  const end = (window: number) => {
    for (const [name, owner] of held) if (owner === window) held.delete(name);
  };
  return { ofWindow, end };
}

function createKept(letters: string | null = 'kqzvbd') {
  let kept = letters;
  return {
    getItem: () => kept,
    setItem: (_key: string, text: string) => {
      kept = text;
    },
  };
}

describe('the name of a window', () => {
  it('has the least number that no other window of the browser has, for as long as it is open', async () => {
    const { ofWindow, end } = createLocks();
    const kept = createKept();
    const [a, b, c] = [0, 1, 2].map((window) => createWindowSlots({ locks: ofWindow(window), kept, random: Math.random }));
    expect([await a?.own(), await b?.own(), await a?.own()]).toEqual(['kqzvbd0', 'kqzvbd1', 'kqzvbd0']);
    end(0);
    expect(await c?.own()).toBe('kqzvbd0');
    expect(await b?.held()).toEqual(new Set(['kqzvbd0', 'kqzvbd1']));
  });

  it('has some high number where there are no locks', async () => {
    const slots = createWindowSlots({ locks: undefined, kept: createKept(), random: () => 0.5 });
    expect(await slots.own()).toBe('kqzvbd550');
    expect(await slots.held()).toEqual(new Set(['kqzvbd550']));
  });

  it('is another in each browser, and the same at the next start', async () => {
    const kept = [createKept(null), createKept(null)];
    const names = await Promise.all(
      [...kept, ...kept].map((each, index) =>
        createWindowSlots({ locks: createLocks().ofWindow(0), kept: each, random: () => index / 4 }).own(),
      ),
    );
    expect(names).toEqual(['aaaaaa0', 'gggggg0', 'aaaaaa0', 'gggggg0']);
  });
});
