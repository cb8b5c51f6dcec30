import { join } from 'node:path';
import { app } from 'electron';

/** The bundle of the main process is dist/electron/main.cjs. */
export const rendererFolder = join(__dirname, '..', 'renderer');
export const preloadFile = join(__dirname, 'preload.cjs');
export const templatesFolder = join(__dirname, '..', '..', 'resources', 'templates');
export const iconFile = join(__dirname, '..', '..', 'resources', 'icons', 'icon.png');

/** Of the window alone; workflows and runs are in the data directory. */
export function windowStateFile(): string {
  return join(app.getPath('userData'), 'window.json');
}
