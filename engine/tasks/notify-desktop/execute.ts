import { succeeded, type TaskType } from '../execution.ts';
import { type NotifyDesktopParameters, notifyDesktopManifest } from './manifest.ts';

export const notifyDesktop: TaskType<NotifyDesktopParameters> = {
  manifest: notifyDesktopManifest,
  execute: async ({ title, text }, context) => {
    const shown = await context.notifyDesktop(title, text);
    if (!shown) context.log('info', 'The notification was not shown: there is no desktop here, or it does not allow notifications.');
    return succeeded({ shown });
  },
};
