import { succeeded, type TaskType } from '../execution.ts';
import { type LogWriteParameters, logWriteManifest } from './manifest.ts';

export const logWrite: TaskType<LogWriteParameters> = {
  manifest: logWriteManifest,
  execute: ({ message, level }, context) => {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    for (const line of text.split(/\r?\n/)) context.log(level, line);
    return succeeded(null);
  },
};
