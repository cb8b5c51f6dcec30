import { app, dialog } from 'electron';
import type { Failure } from '../engine/workflow/failure.ts';

/** The engine did not start: says why, and ends. */
export function tellAndQuit({ message }: Failure): void {
  dialog.showErrorBox('Millrace cannot start', message);
  app.exit(1);
}
