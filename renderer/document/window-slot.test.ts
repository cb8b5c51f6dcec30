import { describe, expect, it } from 'vitest';
import { createWindowSlots, type Locks } from './window-slot.ts';

/** The browser's locks: held until the window that took them ends. */
function createLocks() {
  const held = new Map<string, number>();
  const ofWindow = (window: number): Locks => ({
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

describe('the number of a window', () => {
  it('is the least that no other window has, for as long as it is open', async () => {
    const { ofWindow, end } = createLocks();
    const [a, b, c] = [0, 1, 2].map((window) => createWindowSlots(ofWindow(window), Math.random));
    expect([await a?.own(), await b?.own(), await a?.own()]).toEqual([0, 1, 0]);
    end(0);
    expect(await c?.own()).toBe(0);
    expect(await b?.held()).toEqual(new Set([0, 1]));
  });

  it('is some high number where there are no locks', async () => {
    const slots = createWindowSlots(undefined, () => 0.5);
    expect(await slots.own()).toBe(550);
    expect(await slots.held()).toEqual(new Set([550]));
  });
});
