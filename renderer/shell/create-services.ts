// Puts the parts together that the window is made of.
import type { Client } from '../api/client.ts';
import { createDialogs } from '../app/dialogs.ts';
import type { Platform } from '../app/platform.ts';
import type { Services } from '../app/services.ts';
import { createSurfaces } from '../app/surfaces.ts';
import { createToasts } from '../app/toasts.ts';
import { createWindowSlots } from '../document/window-slot.ts';
import { createWorkspace } from '../document/workspace.ts';
import { createRunState } from '../run-state/create-run-state.ts';
import { sightOf } from '../run-state/page-sight.ts';
import { ownPlace, type StreamPlace, sharedPlace } from '../run-state/stream-place.ts';
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
    workspace: createWorkspace({ client, view, now, slots: createWindowSlots({ locks: navigator.locks, kept, random: Math.random }) }),
    runs: createRunState({
      client,
      schedule: (task) => void requestAnimationFrame(task),
      sight: sightOf(document),
      place: placeOn(platform),
    }),
    toasts: createToasts(),
    dialogs: createDialogs(),
    surfaces: createSurfaces(),
  };
}

/** A desktop window has the engine for itself. Pages without locks are those that came over plain HTTP from another machine. */
function placeOn({ kind }: Platform): StreamPlace {
  return kind === 'browser' && navigator.locks ? sharedPlace(navigator.locks) : ownPlace;
}
