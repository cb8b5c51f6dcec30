import { failureOf } from '../api/failure.ts';
import type { Command } from '../app/command.ts';
import type { Services } from '../app/services.ts';
import { canvasMessages } from '../messages/canvas.ts';
import { onCanvas } from './on-canvas.ts';

function pictureCommand(format: 'svg' | 'png'): Command {
  return {
    id: format === 'svg' ? 'file.exportSvg' : 'file.exportPng',
    group: 'file',
    label: format === 'svg' ? canvasMessages.commands.exportSvg : canvasMessages.commands.exportPng,
    icon: 'image',
    isEnabled: (services) => Object.keys(onCanvas(services)?.session.store.getState().workflow.tasks ?? {}).length > 0,
    run: (services) => savePicture(services, format),
  };
}

async function savePicture(services: Services, format: 'svg' | 'png'): Promise<void> {
  const on = onCanvas(services);
  if (!on) return;
  try {
    await services.platform.saveFile(`${on.session.id}.${format}`, await on.canvas.picture(format));
  } catch (thrown) {
    services.toasts.tellFailure(failureOf(thrown));
  }
}

/** The workflow as a picture. */
export const pictureCommands: readonly Command[] = [pictureCommand('svg'), pictureCommand('png')];
