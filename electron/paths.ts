import { join } from 'node:path';
import { app } from 'electron';

/** The bundle of the main process is dist/electron/main.cjs. */
export const rendererFolder = join(__dirname, '..', 'renderer');
export const preloadFile = join(__dirname, 'preload.cjs');
export const templatesFolder = join(__dirname, '..', '..', 'resources', 'templates');
export const iconFile = join(__dirname, '..', '..', 'resources', 'icons', 'icon.png');

/** What Chromium keeps of the window is no part of the data directory, which has the application's own name on some systems. */
export function keepProfileApart(): void {
  if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(app.getPath('appData'), 'Millrace Desktop'));
}

/** Of the window alone; workflows and runs are in the data directory. */
export function viewFile(): string {
  return join(app.getPath('userData'), 'view.json');
}

export function windowStateFile(): string {
  return join(app.getPath('userData'), 'window.json');
}
