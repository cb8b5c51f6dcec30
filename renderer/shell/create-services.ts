// Puts the parts together that the window is made of.
import type { Client } from '../api/client.ts';
import { createDialogs } from '../app/dialogs.ts';
import type { Platform } from '../app/platform.ts';
import type { Services } from '../app/services.ts';
import { createSurfaces } from '../app/surfaces.ts';
import { createToasts } from '../app/toasts.ts';
import { createWorkspace } from '../document/workspace.ts';
import { createRunState } from '../run-state/create-run-state.ts';
import { createRunMarks } from '../view/run-marks.ts';
import { createView, type Keep } from '../view/view.ts';

const viewKey = 'millrace.view';
const marksKey = 'millrace.marks';

export function createServices(client: Client, platform: Platform): Services {
  const now = () => Date.now();
  const { kept } = platform;
  const keepAt = (key: string): Keep => ({ read: () => kept.getItem(key), write: (text) => kept.setItem(key, text) });
  const view = createView(keepAt(viewKey));
  return {
    client,
    platform,
    view,
    marks: createRunMarks(keepAt(marksKey)),
    now,
    workspace: createWorkspace({ client, view, now }),
    runs: createRunState({ client, schedule: (task) => void requestAnimationFrame(task) }),
    toasts: createToasts(),
    dialogs: createDialogs(),
    surfaces: createSurfaces(),
  };
}
