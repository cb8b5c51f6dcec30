import { expect, it } from 'vitest';
import { acceleratorOf, type MenuCommand, menuTemplate } from './menu-template.ts';

const undo: MenuCommand = { id: 'edit.undo', label: 'Undo "A & B"', group: 'edit', shortcut: 'Mod+Z', isEnabled: false };
const copy: MenuCommand = { id: 'edit.copy', label: 'Copy', group: 'edit', shortcut: 'Mod+C', isEnabled: true };
const save: MenuCommand = { id: 'file.save', label: 'Save', group: 'file', shortcut: 'Mod+S', isEnabled: true };
const fit: MenuCommand = { id: 'view.fit', label: 'Fit', group: 'view', shortcut: 'F', isEnabled: true };

function menu(label: string, platform: string, run: (id: string) => void = () => {}) {
  const found = menuTemplate([undo, copy, save, fit], run, platform).find((each) => each.label === label);
  return Array.isArray(found?.submenu) ? found.submenu : [];
}

it('shows each command in the menu of its group, with its shortcut, and takes no key from the window', () => {
  expect(menu('&Edit', 'linux')).toMatchObject([
    { id: 'edit.undo', label: 'Undo "A && B"', enabled: false, accelerator: 'CmdOrCtrl+Z', registerAccelerator: false },
    { id: 'edit.copy', label: 'Copy', enabled: true },
  ]);
});

it('runs the command that is clicked', () => {
  const ran: string[] = [];
  const [item] = menu('&File', 'linux', (id) => ran.push(id));
  item?.click?.({} as never, undefined, {} as never);
  expect(ran).toEqual(['file.save']);
});

it('leaves menus without anything in them out', () => {
  expect(menuTemplate([], () => {}, 'linux').map(({ label }) => label)).toEqual(['&File', '&View']);
});

it('gives the menu bar of macOS what text fields need of it, once, and no key that they could want', () => {
  const edit = menu('&Edit', 'darwin');
  expect(edit.map(({ id, role, type }) => id ?? role ?? type)).toEqual(['edit.undo', 'separator', 'cut', 'copy', 'paste', 'selectAll']);
  expect(edit[0]?.accelerator).toBeUndefined();
  expect(menu('&View', 'darwin')[0]?.accelerator).toBeUndefined();
  expect(menu('&File', 'darwin')[0]?.accelerator).toBe('CmdOrCtrl+S');
});

it.each([
  ['Mod+Shift+Z', 'CmdOrCtrl+Shift+Z'],
  ['+', 'Plus'],
  ['Mod++', 'CmdOrCtrl+Plus'],
  ['Alt+ArrowLeft', 'Alt+Left'],
  ['F2', 'F2'],
])('writes %s as %s', (shortcut, accelerator) => {
  expect(acceleratorOf(shortcut)).toBe(accelerator);
});
