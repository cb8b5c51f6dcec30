import { BrowserWindow } from 'electron';
import * as z from 'zod';
import { appOrigin, isOwn } from './app-address.ts';
import { channels } from './channels.ts';
import { onMessage } from './gate.ts';
import { iconFile, preloadFile } from './paths.ts';
import { keepWindowState, readWindowState } from './window-state.ts';

/** Opens the window, or brings it to the front. */
export function openMainWindow(): void {
  const [there] = BrowserWindow.getAllWindows();
  if (there) {
    there.show();
    there.focus();
    return;
  }
  const { bounds, isMaximized } = readWindowState();
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 900,
    minHeight: 560,
    show: false,
    title: 'Millrace',
    icon: iconFile,
    backgroundColor: '#12161b',
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  if (isMaximized) window.maximize();
  keepWindowState(window);
  window.once('ready-to-show', () => window.show());
  const load = () => void window.loadURL(`${appOrigin}/`);
  // An empty page is the one that a page can always go to.
  window.webContents.on('did-navigate', (_event, url) => {
    if (!isOwn(url)) load();
  });
  load();
}

/** The mark of macOS for a document with changes; unsaved edits are kept over a quit, so nobody need be asked. */
export function handleDirtyMark(): void {
  onMessage(channels.setDirty, z.boolean(), (isDirty, event) => {
    BrowserWindow.fromWebContents(event.sender)?.setDocumentEdited(isDirty);
  });
}
