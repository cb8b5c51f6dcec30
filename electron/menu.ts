// The native menu bar, made of the commands that the window tells.
import { BrowserWindow, Menu } from 'electron';
import * as z from 'zod';
import { channels } from './channels.ts';
import { onMessage } from './gate.ts';
import { menuCommand, menuTemplate } from './menu-template.ts';

export function handleMenus(): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate([], () => {}, process.platform)));
  onMessage(channels.showMenu, z.array(menuCommand).max(1000), (commands) => {
    const run = (id: string) => sendRequest({ type: 'command', id });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(commands, run, process.platform)));
  });
}

/** Sends a request to the window, where there is one: on macOS the menu bar outlives it. */
export function sendRequest(request: unknown): void {
  const [window] = BrowserWindow.getAllWindows();
  window?.webContents.send(channels.request, request);
}
