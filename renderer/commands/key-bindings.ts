// Keys become commands: those of the canvas while it has the focus, those of the window everywhere but where a field wants the key.
import type { Command } from '../app/command.ts';
import type { Services } from '../app/services.ts';
import { isShortcut, type KeyEvent, shortcutsHere } from '../app/shortcut.ts';
import { commands } from './registry.ts';

/** Where a key was pressed: whether the canvas has the focus, and which keys the thing that has it takes for itself. */
export type KeyPlace = { readonly isCanvas: boolean; readonly wants: 'all' | 'code' | 'text' | 'control' | 'nothing' };

/** The command that a key means at a place; null: the key is not ours. */
export function commandFor(event: KeyEvent, { isCanvas, wants }: KeyPlace, { platform }: Pick<Services, 'platform'>): Command | null {
  if (wantsKey(wants, event, platform.isMac)) return null;
  const fits = ({ shortcuts }: Command) =>
    shortcutsHere(shortcuts, platform.kind).some((shortcut) => isShortcut(shortcut, event, platform.isMac));
  const ofCanvas = isCanvas ? commands.find((command) => command.scope === 'canvas' && fits(command)) : undefined;
  const found = ofCanvas ?? commands.find((command) => command.scope !== 'canvas' && fits(command));
  return found && !found.isNative ? found : null;
}

/** Listens until the function it gives is called. A key that means a command which cannot be done now does nothing but say why. */
export function bindKeys(target: Window, services: Services): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const command = commandFor(event, placeOf(event.target, services), services);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    if (command.isEnabled(services)) void command.run(services);
    else tellReason(command, services);
  };
  // Before the editors see them: they would take the first key of a chord for themselves.
  target.addEventListener('keydown', onKeyDown, { capture: true });
  return () => target.removeEventListener('keydown', onKeyDown, { capture: true });
}

function tellReason({ reason }: Command, services: Services): void {
  const why = reason?.(services) ?? null;
  if (why !== null) services.toasts.tell(why);
}

/** Keys by which text is edited, with Ctrl or Cmd. */
const ofFields: ReadonlySet<string> = new Set([
  ...'acvxzy',
  'backspace',
  'delete',
  'home',
  'end',
  'arrowleft',
  'arrowright',
  'arrowup',
  'arrowdown',
]);
const ofEditors: ReadonlySet<string> = new Set([...ofFields, ...'dfghiluo/[]', 'enter']);
const ofControls: ReadonlySet<string> = new Set([
  'enter',
  ' ',
  'tab',
  'escape',
  'home',
  'end',
  'arrowleft',
  'arrowright',
  'arrowup',
  'arrowdown',
]);

function wantsKey(wants: KeyPlace['wants'], { key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyEvent, isMac: boolean): boolean {
  if (wants === 'all') return true;
  const isMod = isMac ? metaKey : ctrlKey;
  const name = key.toLowerCase();
  // To run is worth more than a new line below.
  if (isMod && name === 'enter' && !shiftKey && !altKey) return false;
  if (wants === 'text') return isMod ? ofFields.has(name) : !altKey && !/^f\d/.test(name);
  if (wants === 'code') return isMod ? ofEditors.has(name) || altKey : !isAltDigit(altKey, code);
  return wants === 'control' && !isMod && !altKey && ofControls.has(name);
}

/** By which the window switches between canvas and code; all else with Alt moves lines and carets. */
function isAltDigit(altKey: boolean, code: string): boolean {
  return altKey && code.startsWith('Digit');
}

function placeOf(target: EventTarget | null, { dialogs, surfaces }: Services): KeyPlace {
  const isDialogOpen = dialogs.store.getState().dialog !== null;
  if (!(target instanceof Element)) return { isCanvas: false, wants: isDialogOpen ? 'all' : 'nothing' };
  if (isDialogOpen || target.closest(popups)) return { isCanvas: false, wants: 'all' };
  if (target.closest('.monaco-editor')) return { isCanvas: false, wants: 'code' };
  if (isField(target)) return { isCanvas: false, wants: 'text' };
  // Where nothing has the focus, nor is text selected to be copied, the canvas has it, while there is one.
  const isNowhere = target === target.ownerDocument.body && (target.ownerDocument.getSelection()?.isCollapsed ?? true);
  const isCanvas = isNowhere ? surfaces.canvas() !== null : target.closest('[data-surface="canvas"]') !== null;
  return { isCanvas, wants: target.closest(controls) ? 'control' : 'nothing' };
}

const popups = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
const controls =
  'button, a[href], summary, [role="tab"], [role="treeitem"], [role="slider"], [role="switch"], [role="radio"], [role="checkbox"], [role="grid"], [role="separator"]';
const withoutText: ReadonlySet<string> = new Set(['button', 'checkbox', 'radio', 'range', 'color', 'file', 'submit', 'reset']);

function isField(target: Element): boolean {
  if (target instanceof HTMLInputElement) return !withoutText.has(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target as HTMLElement).isContentEditable;
}
