// Keeps the engine at work with the window closed, and says so. Where there is no tray, closing the window ends the program.
import { app, Menu, nativeImage, Tray } from 'electron';
import { iconFile } from './paths.ts';

const sizePx = 18;

export function handleTray(open: () => void): void {
  const tray = createTray(open);
  app.on('window-all-closed', () => {
    if (tray === null && process.platform !== 'darwin') app.quit();
  });
}

function createTray(open: () => void): Tray | null {
  const icon = nativeImage.createFromPath(iconFile).resize({ width: sizePx, height: sizePx });
  if (icon.isEmpty() || process.argv.includes('--no-tray')) return null;
  const tray = new Tray(icon);
  tray.setToolTip('Millrace');
  tray.setContextMenu(
    Menu.buildFromTemplate([{ label: 'Open Millrace', click: open }, { type: 'separator' }, { label: 'Quit', click: () => app.quit() }]),
  );
  tray.on('click', open);
  return tray;
}
