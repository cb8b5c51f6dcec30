import { describe, expect, it } from 'vitest';
import type { KeyEvent } from '../app/shortcut.ts';
import { commandFor, type KeyPlace } from './key-bindings.ts';

const press = (key: string, rest: Partial<KeyEvent> = {}): KeyEvent => ({
  ...{ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...rest,
});
const ctrl = (key: string) => press(key, { ctrlKey: true });
const at = (wants: KeyPlace['wants'], kind: 'desktop' | 'browser' = 'browser') => {
  const services = { platform: { kind, isMac: false } } as Parameters<typeof commandFor>[2];
  return (event: KeyEvent, isCanvas = false) => commandFor(event, { isCanvas, wants }, services)?.id ?? null;
};

describe('a key', () => {
  it('means the same command everywhere but where a field wants it', () => {
    for (const wants of ['nothing', 'control', 'text', 'code'] as const) {
      expect(at(wants)(ctrl('s')), wants).toBe('file.save');
      expect(at(wants)(ctrl('k')), wants).toBe('help.palette');
      expect(at(wants)(ctrl('Enter')), wants).toBe('run.start');
      expect(at(wants)(press('2', { altKey: true, code: 'Digit2' })), wants).toBe('view.split');
    }
    expect(at('all')(ctrl('s'))).toBeNull();
  });

  it('is the own of fields and editors where it edits text', () => {
    expect(at('nothing')(ctrl('z'))).toBe('edit.undo');
    expect(at('control')(ctrl('z'))).toBe('edit.undo');
    expect(at('text')(ctrl('z'))).toBeNull();
    expect(at('code')(ctrl('z'))).toBeNull();
    expect(at('text')(press('?'))).toBeNull();
    expect(at('nothing')(press('?'))).toBe('help.shortcuts');
  });

  it('that a browser keeps for itself means something in the desktop window alone', () => {
    expect(at('nothing', 'desktop')(ctrl('w'))).toBe('file.close');
    expect(at('nothing', 'browser')(ctrl('w'))).toBeNull();
    expect(at('nothing', 'browser')(press('w', { altKey: true, code: 'KeyW' }))).toBe('file.close');
  });

  it("without a command is nobody's", () => {
    expect(at('nothing')(press('q'))).toBeNull();
  });
});
