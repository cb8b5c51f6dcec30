import { describe, expect, it } from 'vitest';
import type { BrowserLocks } from '../api/browser-locks.ts';
import { sharedPlace } from './stream-place.ts';

/** The browser's locks: held until what was given for them has come. */
function createLocks(): BrowserLocks & { readonly held: Set<string> } {
  const held = new Set<string>();
  return {
    held,
    request: async (name, _options, use) => {
      await Promise.resolve();
      if (held.has(name)) return use(null);
      held.add(name);
      await use({});
      held.delete(name);
    },
  };
}
const turn = () => new Promise<void>((resolve) => setTimeout(resolve));

describe('places for streams', () => {
  it('are three over all windows, and given on when one is left', async () => {
    const locks = createLocks();
    const windows = Array.from({ length: 5 }, () => sharedPlace(locks));
    const take = () => Promise.all(windows.map((window) => window.take()));
    expect(await take()).toEqual([true, true, true, false, false]);
    expect(await take()).toEqual([true, true, true, false, false]);
    windows[1]?.leave();
    await turn();
    expect(await Promise.all(windows.slice(2).map((window) => window.take()))).toEqual([true, true, false]);
    expect(locks.held.size).toBe(3);
  });

  it('that are left while they are being taken are free', async () => {
    const locks = createLocks();
    const window = sharedPlace(locks);
    const taken = window.take();
    window.leave();
    expect(await taken).toBe(false);
    await turn();
    expect(locks.held.size).toBe(0);

    const again = window.take();
    window.leave();
    expect(await Promise.all([again, window.take()])).toEqual([true, true]);
    expect(locks.held.size).toBe(1);
  });

  it('are none where locks are refused', async () => {
    expect(await sharedPlace({ request: () => Promise.reject(new Error('not here')) }).take()).toBe(false);
  });
});
