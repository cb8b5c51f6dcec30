import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { BrowserWindow, dialog } from 'electron';
import * as z from 'zod';
import { channels } from './channels.ts';
import { onQuestion } from './gate.ts';

/** A workflow has 5 MiB at most; what is imported may be larger than what it becomes. */
const largestBytes = 64 * 1024 * 1024;

export type OpenedFile = { readonly name: string; readonly text: string };

/** Native dialogs. Only files that the person chose there are ever read or written for the window. */
export function handleDialogs(): void {
  onQuestion(channels.pickFiles, z.array(z.string().max(20)).max(20), async (accept, event) => {
    const extensions = accept.map((extension) => extension.replace(/^\./, ''));
    const filters = [{ name: 'Workflows', extensions }];
    const { filePaths } = await ask(event.sender, (window) =>
      dialog.showOpenDialog(window, { properties: ['openFile', 'multiSelections'], filters }),
    );
    return Promise.all(filePaths.map(readOpened));
  });
  const file = z.strictObject({ name: z.string().min(1).max(255), bytes: z.instanceof(Uint8Array) });
  onQuestion(channels.saveFile, file, async ({ name, bytes }, event) => {
    const { filePath } = await ask(event.sender, (window) => dialog.showSaveDialog(window, { defaultPath: basename(name) }));
    if (!filePath) return false;
    await writeFile(filePath, bytes);
    return true;
  });
}

/** Why a file that the desktop handed over was not opened. */
export function tellUnreadable(path: string, error: unknown): void {
  const detail = error instanceof Error ? error.message : String(error);
  void dialog.showMessageBox({ type: 'error', title: 'Millrace', message: `${basename(path)} could not be opened`, detail });
}

export async function readOpened(path: string): Promise<OpenedFile> {
  if ((await stat(path)).size > largestBytes) throw new Error(`${basename(path)} is larger than 64 MiB`);
  return { name: basename(path), text: await readFile(path, 'utf8') };
}

function ask<T>(contents: Electron.WebContents, show: (window: BrowserWindow) => Promise<T>): Promise<T> {
  const window = BrowserWindow.fromWebContents(contents);
  if (!window) throw new Error('The window is closed');
  return show(window);
}
