// The menu bar as Electron takes it, made of the window's commands. The roles that every platform has are added.
import type { MenuItemConstructorOptions } from 'electron';
import * as z from 'zod';

export const menuCommand = z.strictObject({
  id: z.string().max(100),
  label: z.string().max(200),
  group: z.string().max(20),
  shortcut: z.string().max(40).nullable(),
  isEnabled: z.boolean(),
});
export type MenuCommand = z.infer<typeof menuCommand>;

const menus: readonly { readonly group: string; readonly label: string }[] = [
  { group: 'file', label: '&File' },
  { group: 'edit', label: '&Edit' },
  { group: 'insert', label: '&Insert' },
  { group: 'view', label: '&View' },
  { group: 'go', label: '&Go' },
  { group: 'run', label: '&Run' },
  { group: 'help', label: '&Help' },
];

export function menuTemplate(commands: readonly MenuCommand[], run: (id: string) => void, platform: string): MenuItemConstructorOptions[] {
  const items = menus.map(({ group, label }): MenuItemConstructorOptions => {
    const own = commands.filter((each) => each.group === group && !isRoleOfMac(each, platform));
    return { label, submenu: [...own.map((each) => itemOf(each, run, platform)), ...rolesOf(group, own.length > 0, platform)] };
  });
  const shown = items.filter(({ submenu }) => Array.isArray(submenu) && submenu.length > 0);
  return platform === 'darwin' ? [{ role: 'appMenu' }, ...shown, { role: 'windowMenu' }] : shown;
}

function itemOf(command: MenuCommand, run: (id: string) => void, platform: string): MenuItemConstructorOptions {
  const { id, label, isEnabled } = command;
  return { id, label: label.replaceAll('&', '&&'), enabled: isEnabled, click: () => run(id), ...keysOf(command, platform) };
}

/**
 * Shortcuts are shown and not taken: the window itself knows which of them a text field wants. The menu bar of macOS takes whatever it
 * shows, so it shows none that a text field could want.
 */
function keysOf({ shortcut, group }: MenuCommand, platform: string): MenuItemConstructorOptions {
  if (shortcut === null) return {};
  if (platform === 'darwin' && (group === 'edit' || !shortcut.startsWith('Mod+'))) return {};
  return { accelerator: acceleratorOf(shortcut), registerAccelerator: false };
}

const rolesOfMac = ['edit.cut', 'edit.copy', 'edit.paste', 'edit.selectAll'];

/** Text fields of macOS are cut, copied and pasted by the menu bar, which has these of its own then. */
function isRoleOfMac({ id }: MenuCommand, platform: string): boolean {
  return platform === 'darwin' && rolesOfMac.includes(id);
}

const keyNames: { readonly [key: string]: string } = {
  Mod: 'CmdOrCtrl',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  '+': 'Plus',
};

/** `Mod+Shift+Z` as Electron writes it. */
export function acceleratorOf(shortcut: string): string {
  return shortcut
    .split(/\+(?!$)/)
    .map((key) => (Object.hasOwn(keyNames, key) ? keyNames[key] : key))
    .join('+');
}

function rolesOf(group: string, hasOthers: boolean, platform: string): MenuItemConstructorOptions[] {
  const line: MenuItemConstructorOptions[] = hasOthers ? [{ type: 'separator' }] : [];
  if (group === 'edit' && platform === 'darwin')
    return [...line, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }];
  if (group === 'view') return [...line, { role: 'togglefullscreen' }, { role: 'toggleDevTools' }, { role: 'forceReload' }];
  if (group === 'file' && platform !== 'darwin') return [...line, { role: 'quit' }];
  return [];
}
