// Files and links that the desktop hands over: at the start, from a second start, or from the system's own events.
import { resolve } from 'node:path';
import { app } from 'electron';
import * as z from 'zod';
import { channels } from './channels.ts';
import { readOpened, tellUnreadable } from './dialogs.ts';
import { onMessage } from './gate.ts';
import { sendRequest } from './menu.ts';
import { isLink, openable, workflowOfLink } from './open-arguments.ts';

/** Keeps what is asked for until a window says that it is ready, and sees to it that there is one. */
export function takeOpenRequests(openWindow: () => void): void {
  const waiting: { readonly argument: string; readonly folder: string }[] = [];
  let isReady = false;
  const add = (argument: string, folder: string) => {
    if (isReady) void openArgument(argument, folder);
    else waiting.push({ argument, folder });
  };
  const addAndShow = (argument: string) => {
    add(argument, '/');
    if (app.isReady()) openWindow();
  };
  for (const argument of openable(process.argv.slice(1))) add(argument, process.cwd());
  app.setAsDefaultProtocolClient('millrace');
  app.on('open-file', (event, path) => {
    event.preventDefault();
    addAndShow(path);
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    addAndShow(url);
  });
  app.on('second-instance', (_event, argv, folder) => {
    for (const argument of openable(argv.slice(1))) add(argument, folder);
    openWindow();
  });
  app.on('browser-window-created', (_event, window) => {
    window.on('closed', () => {
      isReady = false;
    });
  });
  onMessage(channels.ready, z.null(), () => {
    isReady = true;
    for (const { argument, folder } of waiting.splice(0)) void openArgument(argument, folder);
  });
}

async function openArgument(argument: string, folder: string): Promise<void> {
  if (isLink(argument)) {
    const id = workflowOfLink(argument);
    if (id !== null) sendRequest({ type: 'open-workflow', id });
    return;
  }
  const path = resolve(folder, argument);
  try {
    sendRequest({ type: 'open-file', file: await readOpened(path) });
    app.addRecentDocument(path);
  } catch (error) {
    tellUnreadable(path, error);
  }
}
