import { describe, expect, it } from 'vitest';
import { commands, findCommand } from './registry.ts';

describe('the registry of commands', () => {
  it('has each id once', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    for (const command of commands) expect(findCommand(command.id)).toBe(command);
  });

  it('gives each shortcut of a scope to one command', () => {
    const taken = new Map<string, string>();
    for (const { id, shortcuts = [], scope = 'window' } of commands) {
      for (const shortcut of shortcuts) {
        const place = `${scope} ${shortcut}`;
        expect(taken.get(place), `${shortcut} of ${id} (${scope})`).toBeUndefined();
        taken.set(place, id);
      }
    }
  });

  it('writes shortcuts in one way: Mod, Alt and Shift in this order, letters large', () => {
    const written = /^(Mod\+)?(Alt\+)?(Shift\+)?(.|[A-Z][A-Za-z0-9]+)$/;
    for (const { id, shortcuts = [] } of commands) {
      for (const shortcut of shortcuts) {
        expect(shortcut, id).toMatch(written);
        expect(shortcut, id).not.toMatch(/(^|\+)[a-z]$/);
      }
    }
  });

  it('names commands by their group', () => {
    for (const { id, group } of commands) expect(id.startsWith(`${group}.`), id).toBe(true);
  });
});
