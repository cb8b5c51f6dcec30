// Files and links that the desktop hands over: at the start, from a second start, or from the system's own events.
import { resolve } from 'node:path';
import { app, BrowserWindow } from 'electron';
import * as z from 'zod';
import { workflowIdPattern } from '../engine/workflow/schema.ts';
import { channels } from './channels.ts';
import { readOpened } from './dialogs.ts';
import { onMessage } from './gate.ts';
import { sendRequest } from './menu.ts';

const linkScheme = 'millrace:';

/** Keeps what is asked for until the window says that it is ready. */
export function takeOpenRequests(): void {
  const waiting: { readonly argument: string; readonly folder: string }[] = [];
  let isReady = false;
  const add = (argument: string, folder: string) => {
    if (isReady) void openArgument(argument, folder);
    else waiting.push({ argument, folder });
  };
  for (const argument of openable(process.argv.slice(1))) add(argument, process.cwd());
  app.setAsDefaultProtocolClient('millrace');
  app.on('open-file', (event, path) => {
    event.preventDefault();
    app.addRecentDocument(path);
    add(path, '/');
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    add(url, '/');
  });
  app.on('second-instance', (_event, argv, folder) => {
    for (const argument of openable(argv.slice(1))) add(argument, folder);
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.show();
    window?.focus();
  });
  onMessage(channels.ready, z.null(), () => {
    isReady = true;
    for (const { argument, folder } of waiting.splice(0)) void openArgument(argument, folder);
  });
}

/** Of a command line: workflows and links, nothing else. */
export function openable(args: readonly string[]): readonly string[] {
  return args.filter((argument) => argument.endsWith('.json') || argument.startsWith(`${linkScheme}//`));
}

/** The workflow that a link names: `millrace://workflow/orders`. Null for anything else. */
export function workflowOfLink(link: string): string | null {
  const id = /^millrace:\/\/workflow\/([^/?#]+)\/?$/.exec(link)?.[1] ?? '';
  return workflowIdPattern.test(id) ? id : null;
}

async function openArgument(argument: string, folder: string): Promise<void> {
  if (argument.startsWith(linkScheme)) {
    const id = workflowOfLink(argument);
    if (id !== null) sendRequest({ type: 'open-workflow', id });
    return;
  }
  const path = resolve(folder, argument);
  const file = await readOpened(path).catch(() => null);
  if (file) {
    app.addRecentDocument(path);
    sendRequest({ type: 'open-file', file });
  }
}
