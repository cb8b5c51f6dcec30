// What no page may do, whichever window it is in: Electron's security checklist, items 5, 12, 13, 14 and 15.
import { app, session, shell } from 'electron';
import { appOrigin } from './protocol.ts';

export function guardEveryPage(): void {
  const own = session.defaultSession;
  own.setPermissionRequestHandler((_contents, permission, answer) => answer(isHarmless(permission)));
  own.setPermissionCheckHandler((_contents, permission) => isHarmless(permission));
  own.setDevicePermissionHandler(() => false);
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event, url) => {
      if (!isOwn(url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isWeb(url)) void shell.openExternal(url);
      return { action: 'deny' };
    });
  });
}

/** Copying and pasting are what an editor is for. */
function isHarmless(permission: string): boolean {
  return permission === 'clipboard-sanitized-write' || permission === 'clipboard-read';
}

export function isOwn(url: string): boolean {
  return url.startsWith(`${appOrigin}/`);
}

function isWeb(url: string): boolean {
  return url.startsWith('https://') || url.startsWith('http://');
}
