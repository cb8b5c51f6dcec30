// What no page may do, whichever window it is in: Electron's security checklist, items 5, 12, 13, 14 and 15.
import { app, session, shell } from 'electron';
import { isOwn, isWeb } from './app-address.ts';

export function guardEveryPage(): void {
  const own = session.defaultSession;
  own.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(isHarmless(permission) && isOwn(requestingUrl ?? '')),
  );
  own.setPermissionCheckHandler((_contents, permission, origin) => isHarmless(permission) && isOwn(origin));
  own.setDevicePermissionHandler(() => false);
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-frame-navigate', (event) => {
      if (!isOwn(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event, url) => {
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
