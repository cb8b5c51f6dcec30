import { dialog } from 'electron';
import type { Failure } from '../engine/workflow/failure.ts';

/** The engine did not start: says why. True when the person took care of it and it is to be tried again. */
export async function isTriedAgain({ message }: Failure): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Millrace',
    message: 'Millrace cannot start',
    detail: `${message}.`,
    buttons: ['Try again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
