// The native menu bar, made of the commands that the window tells. The roles that every platform has are ours.
import { BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import * as z from 'zod';
import { channels } from './channels.ts';
import { onMessage } from './gate.ts';

const command = z.strictObject({
  id: z.string().max(100),
  label: z.string().max(200),
  group: z.string().max(20),
  shortcut: z.string().max(40).nullable(),
  isEnabled: z.boolean(),
});
export type MenuCommand = z.infer<typeof command>;

const menus: readonly { readonly group: string; readonly label: string }[] = [
  { group: 'file', label: '&File' },
  { group: 'edit', label: '&Edit' },
  { group: 'insert', label: '&Insert' },
  { group: 'view', label: '&View' },
  { group: 'go', label: '&Go' },
  { group: 'run', label: '&Run' },
  { group: 'help', label: '&Help' },
];

export function handleMenus(): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate([], () => {}, process.platform)));
  onMessage(channels.showMenu, z.array(command).max(1000), (commands, event) => {
    const run = (id: string) => event.sender.send(channels.request, { type: 'command', id });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(commands, run, process.platform)));
  });
}

/** Shortcuts are shown and not taken: the window itself knows which of them a text field wants. */
export function menuTemplate(commands: readonly MenuCommand[], run: (id: string) => void, platform: string): MenuItemConstructorOptions[] {
  const items = menus.map(({ group, label }): MenuItemConstructorOptions => {
    const own = commands.filter((each) => each.group === group).map((each) => itemOf(each, run));
    return { label, submenu: [...own, ...rolesOf(group, own.length > 0, platform)] };
  });
  const shown = items.filter(({ submenu }) => Array.isArray(submenu) && submenu.length > 0);
  return platform === 'darwin' ? [{ role: 'appMenu' }, ...shown, { role: 'windowMenu' }] : shown;
}

function itemOf({ id, label, shortcut, isEnabled }: MenuCommand, run: (id: string) => void): MenuItemConstructorOptions {
  const keys = shortcut === null ? {} : { accelerator: acceleratorOf(shortcut), registerAccelerator: false };
  return { id, label: label.replaceAll('&', '&&'), enabled: isEnabled, click: () => run(id), ...keys };
}

export function acceleratorOf(shortcut: string): string {
  return shortcut.replace('Mod', 'CmdOrCtrl');
}

function rolesOf(group: string, hasOthers: boolean, platform: string): MenuItemConstructorOptions[] {
  const line: MenuItemConstructorOptions[] = hasOthers ? [{ type: 'separator' }] : [];
  if (group === 'edit') return [...line, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }];
  if (group === 'view') return [...line, { role: 'togglefullscreen' }, { role: 'toggleDevTools' }, { role: 'forceReload' }];
  if (group === 'file' && platform !== 'darwin') return [...line, { role: 'quit' }];
  return [];
}

/** Sends a request to the window in front. */
export function sendRequest(request: unknown): void {
  const [window] = BrowserWindow.getAllWindows();
  window?.webContents.send(channels.request, request);
}
