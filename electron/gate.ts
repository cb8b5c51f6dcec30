// The one gate for messages of windows: who sends them, and what they hold, before anything is done.
import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { ZodType } from 'zod';
import { isOwn } from './app-address.ts';

/** A message that gets no answer; what does not come from our own main frame, or does not fit, is dropped. */
export function onMessage<T>(channel: string, schema: ZodType<T>, handle: (message: T, event: IpcMainEvent) => void): void {
  ipcMain.on(channel, (event, message: unknown) => {
    const parsed = isTrusted(event) ? schema.safeParse(message) : null;
    if (parsed?.success) handle(parsed.data, event);
  });
}

/** A question that gets an answer. */
export function onQuestion<T, A>(channel: string, schema: ZodType<T>, answer: (message: T, event: IpcMainInvokeEvent) => Promise<A>): void {
  ipcMain.handle(channel, async (event, message: unknown) => {
    if (!isTrusted(event)) throw new Error(`${channel} is not for this frame`);
    return answer(schema.parse(message), event);
  });
}

/** A question that the page waits for, and does nothing else meanwhile: for what it needs before anything is drawn. Null for strangers. */
export function onUrgentQuestion<A>(channel: string, answer: () => A): void {
  ipcMain.on(channel, (event) => {
    event.returnValue = isTrusted(event) ? answer() : null;
  });
}

function isTrusted({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwn(senderFrame.url);
}
