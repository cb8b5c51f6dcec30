import { describe, expect, it } from 'vitest';
import { createView, environmentOf, initialView, modeOf, withEnvironment } from './view.ts';

const keepOf = (text: string | null) => {
  let kept = text;
  return {
    read: () => kept,
    write: (next: string) => {
      kept = next;
    },
    text: () => kept,
  };
};

describe('how the window looks', () => {
  it('is as it was left', () => {
    const keep = keepOf(null);
    createView(keep).setState({ theme: 'dark', tabs: ['a', 'b'], active: 'b', isDrawerOpen: true });

    expect(createView(keep).getState()).toMatchObject({ theme: 'dark', tabs: ['a', 'b'], active: 'b', isDrawerOpen: true });
  });

  it('takes what was kept as far as it fits', () => {
    const keep = keepOf(JSON.stringify({ theme: 'pink', tabs: 'a', isDrawerOpen: true, active: 7, unknown: 1, viewports: null }));

    expect(createView(keep).getState()).toEqual({ ...initialView, isDrawerOpen: true });
    expect(createView(keepOf('{ torn')).getState()).toEqual(initialView);
  });

  it('knows the mode of each workflow', () => {
    expect(modeOf({ ...initialView, modes: { a: 'code' } }, 'a')).toBe('code');
    expect(modeOf(initialView, 'constructor')).toBe('design');
  });

  it('knows the environment of each workflow, and forgets it', () => {
    const chosen = { ...initialView, ...withEnvironment(initialView, 'a', 'staging') };

    expect(environmentOf(chosen, 'a')).toBe('staging');
    expect(environmentOf(chosen, 'constructor')).toBeNull();
    expect(environmentOf({ ...chosen, ...withEnvironment(chosen, 'a', null) }, 'a')).toBeNull();
  });
});
