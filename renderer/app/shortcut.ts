// Shortcuts as text: `Mod+Shift+Z`, where Mod is Ctrl, or Cmd on a Mac.

/** Whether a key event is the shortcut. Letters count by what is typed, so that they follow the keyboard's layout. */
export function isShortcut(shortcut: string, event: KeyEvent, isMac: boolean): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1) === '' ? '+' : (parts.at(-1) ?? '');
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const other = isMac ? event.ctrlKey : event.metaKey;
  if (mod !== parts.includes('Mod') || other || event.altKey !== parts.includes('Alt')) return false;
  const isLetter = /^[A-Z]$/.test(key);
  const isNamed = key.length > 1;
  if ((isLetter || isNamed) && event.shiftKey !== parts.includes('Shift')) return false;
  return event.key.toLowerCase() === (key === 'Space' ? ' ' : key.toLowerCase());
}

export type KeyEvent = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const macSigns: { readonly [part: string]: string } = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩', Backspace: '⌫', Delete: '⌦' };

/** As people read it: `Ctrl+Shift+Z`, `⇧⌘Z`. */
export function shortcutText(shortcut: string, isMac: boolean): string {
  const parts = shortcut.split('+');
  if (!isMac) return parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join('+');
  return parts.map((part) => macSigns[part] ?? part).join('');
}
