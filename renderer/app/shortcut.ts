// Shortcuts as text: `Mod+Shift+Z`, where Mod is Ctrl, or Cmd on a Mac.

export type KeyEvent = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

type Parts = { readonly key: string; readonly mod: boolean; readonly alt: boolean; readonly shift: boolean };

/** Whether a key event is the shortcut. Letters count by what is typed, so that they follow the keyboard's layout. */
export function isShortcut(shortcut: string, event: KeyEvent, isMac: boolean): boolean {
  const { key, mod, alt, shift } = partsOf(shortcut);
  const [pressed, other] = isMac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  if (pressed !== mod || other || event.altKey !== alt) return false;
  if (/^[A-Z]$/.test(key)) return event.shiftKey === shift && isLetter(key, event);
  if (/^[0-9]$/.test(key)) return isDigit(key, shift, event);
  // Signs are where the layout has them, with Shift or without.
  if (key.length === 1) return event.key === key;
  return event.shiftKey === shift && event.key === (key === 'Space' ? ' ' : key);
}

function partsOf(shortcut: string): Parts {
  const parts = shortcut.split('+');
  const key = parts.at(-1) === '' ? '+' : (parts.at(-1) ?? '');
  return { key, mod: parts.includes('Mod'), alt: parts.includes('Alt'), shift: parts.includes('Shift') };
}

/** By its place where the layout has no Latin letters, or Alt makes a sign of it. */
function isLetter(letter: string, { key, code }: KeyEvent): boolean {
  return /^[a-z]$/i.test(key) ? key.toUpperCase() === letter : code === `Key${letter}`;
}

/** By its place too: with Shift it is a sign on most layouts, and without it on some. */
function isDigit(digit: string, shift: boolean, { key, code, shiftKey }: KeyEvent): boolean {
  const isPlace = code === `Digit${digit}` && shiftKey === shift;
  return isPlace || (key === digit && !shift);
}

const macSigns: { readonly [part: string]: string } = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩', Backspace: '⌫', Delete: '⌦' };

/** As people read it: `Ctrl+Shift+Z`, `⇧⌘Z`. */
export function shortcutText(shortcut: string, isMac: boolean): string {
  const parts = shortcut.endsWith('++') ? [...shortcut.slice(0, -2).split('+'), '+'] : shortcut.split('+');
  if (!isMac) return parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join('+');
  const order = ['Alt', 'Shift', 'Mod'];
  return [...order.filter((part) => parts.includes(part)), ...parts.filter((part) => !order.includes(part))]
    .map((part) => macSigns[part] ?? part)
    .join('');
}

/** What browsers keep for themselves: no page sees these keys. */
const ofBrowsers: ReadonlySet<string> = new Set(['Mod+N', 'Mod+T', 'Mod+W', 'Mod+Shift+N', 'Mod+Shift+T', 'Mod+Shift+W']);

/** The shortcuts of a command that work here; the first is the one to show. */
export function shortcutsHere(shortcuts: readonly string[] | undefined, kind: 'desktop' | 'browser'): readonly string[] {
  return (shortcuts ?? []).filter((shortcut) => kind === 'desktop' || !ofBrowsers.has(shortcut));
}
