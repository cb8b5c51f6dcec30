import { describe, expect, it } from 'vitest';
import { isShortcut, type KeyEvent, shortcutsHere, shortcutText } from './shortcut.ts';

const press = (key: string, rest: Partial<KeyEvent> = {}): KeyEvent => ({
  ...{ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...rest,
});
const ctrl = { ctrlKey: true };

describe('a key event', () => {
  it('is the shortcut with all of its modifiers and no other', () => {
    expect(isShortcut('Mod+Z', press('z', ctrl), false)).toBe(true);
    expect(isShortcut('Mod+Z', press('Z', { ...ctrl, shiftKey: true }), false)).toBe(false);
    expect(isShortcut('Mod+Shift+Z', press('Z', { ...ctrl, shiftKey: true }), false)).toBe(true);
    expect(isShortcut('Mod+Z', press('z', { ...ctrl, altKey: true }), false)).toBe(false);
    expect(isShortcut('Mod+Z', press('z', { ...ctrl, metaKey: true }), false)).toBe(false);
    expect(isShortcut('N', press('n', ctrl), false)).toBe(false);
    expect(isShortcut('N', press('N'), false)).toBe(true);
  });

  it('has Cmd for Mod on a Mac', () => {
    expect(isShortcut('Mod+Z', press('z', { metaKey: true }), true)).toBe(true);
    expect(isShortcut('Mod+Z', press('z', ctrl), true)).toBe(false);
  });

  it('is the letter that is typed, on any layout; by its place where there are no Latin letters', () => {
    expect(isShortcut('Mod+Z', press('z', { ...ctrl, code: 'KeyY' }), false)).toBe(true);
    expect(isShortcut('Mod+Y', press('z', { ...ctrl, code: 'KeyY' }), false)).toBe(false);
    expect(isShortcut('Mod+Z', press('я', { ...ctrl, code: 'KeyZ' }), false)).toBe(true);
    expect(isShortcut('Alt+N', press('˜', { altKey: true, code: 'KeyN' }), true)).toBe(true);
  });

  it('is a digit wherever the layout has it', () => {
    expect(isShortcut('1', press('1', { code: 'Digit1' }), false)).toBe(true);
    expect(isShortcut('1', press('!', { code: 'Digit1', shiftKey: true }), false)).toBe(false);
    expect(isShortcut('Shift+1', press('!', { code: 'Digit1', shiftKey: true }), false)).toBe(true);
    expect(isShortcut('1', press('&', { code: 'Digit1' }), false)).toBe(true);
    expect(isShortcut('1', press('1', { code: 'Numpad1' }), false)).toBe(true);
    expect(isShortcut('Alt+1', press('¡', { code: 'Digit1', altKey: true }), true)).toBe(true);
  });

  it('is a sign with Shift or without', () => {
    expect(isShortcut('?', press('?', { shiftKey: true }), false)).toBe(true);
    expect(isShortcut('?', press('?'), false)).toBe(true);
    expect(isShortcut('Mod++', press('+', { ...ctrl, shiftKey: true }), false)).toBe(true);
  });

  it('is a key by its name', () => {
    expect(isShortcut('Space', press(' '), false)).toBe(true);
    expect(isShortcut('Shift+Enter', press('Enter', { shiftKey: true }), false)).toBe(true);
    expect(isShortcut('Shift+Enter', press('Enter'), false)).toBe(false);
    expect(isShortcut('F2', press('F2'), false)).toBe(true);
  });
});

describe('the text of a shortcut', () => {
  it('is as people write it', () => {
    expect(shortcutText('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z');
    expect(shortcutText('Mod+Shift+Z', true)).toBe('⇧⌘Z');
    expect(shortcutText('Mod++', false)).toBe('Ctrl++');
    expect(shortcutText('Alt+Enter', true)).toBe('⌥↩');
  });
});

describe('shortcuts here', () => {
  it('leave out what a browser keeps for itself', () => {
    expect(shortcutsHere(['Mod+W', 'Alt+W'], 'browser')).toEqual(['Alt+W']);
    expect(shortcutsHere(['Mod+W', 'Alt+W'], 'desktop')).toEqual(['Mod+W', 'Alt+W']);
    expect(shortcutsHere(undefined, 'browser')).toEqual([]);
  });
});
