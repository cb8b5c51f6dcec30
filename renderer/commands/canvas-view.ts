// Looking at the canvas.
import { setDirection } from '../../engine/workflow/edit/layout.ts';
import type { Command } from '../app/command.ts';
import type { Services } from '../app/services.ts';
import { isNothingSelected } from '../document/selection.ts';
import { canvasMessages } from '../messages/canvas.ts';
import { editOnCanvas, hasCanvas, onCanvas, selectedGroup } from './on-canvas.ts';

const words = canvasMessages.commands;
const zoomStep = 1.25;

const fit: Command = {
  id: 'view.fit',
  group: 'view',
  label: words.fit,
  shortcuts: ['F'],
  scope: 'canvas',
  icon: 'maximize',
  isEnabled: hasCanvas,
  run: ({ surfaces }) => surfaces.canvas()?.fit(),
};

const zoomToSelection: Command = {
  id: 'view.zoomToSelection',
  group: 'view',
  label: words.zoomToSelection,
  shortcuts: ['1'],
  scope: 'canvas',
  icon: 'scan',
  isEnabled: (services) => {
    const on = onCanvas(services);
    return on !== null && !isNothingSelected(on.selection);
  },
  run: ({ surfaces }) => surfaces.canvas()?.zoomToSelection(),
};

const zoomIn: Command = {
  id: 'view.zoomIn',
  group: 'view',
  label: words.zoomIn,
  shortcuts: ['+', '='],
  scope: 'canvas',
  icon: 'zoom-in',
  isEnabled: hasCanvas,
  run: ({ surfaces }) => surfaces.canvas()?.zoomBy(zoomStep),
};

const zoomOut: Command = {
  id: 'view.zoomOut',
  group: 'view',
  label: words.zoomOut,
  shortcuts: ['-'],
  scope: 'canvas',
  icon: 'zoom-out',
  isEnabled: hasCanvas,
  run: ({ surfaces }) => surfaces.canvas()?.zoomBy(1 / zoomStep),
};

const direction: Command = {
  id: 'view.direction',
  group: 'view',
  label: (services) => (directionOf(services) === 'right' ? words.drawDown : words.drawRight),
  icon: 'move',
  isEnabled: hasCanvas,
  run: async (services) => {
    const next = directionOf(services) === 'right' ? 'down' : 'right';
    const on = onCanvas(services);
    const isSet = editOnCanvas(services, {
      label: canvasMessages.steps.direction,
      gesture: 'direction',
      change: (workflow) => setDirection(workflow, next),
    });
    if (!isSet || !on) return;
    on.session.select({ tasks: [], edges: [], notes: [], triggers: [] });
    await on.canvas.layOut();
  },
};

function directionOf(services: Services): 'right' | 'down' {
  return services.workspace.active()?.store.getState().workflow.layout?.direction ?? 'right';
}

const toggleGroup: Command = {
  id: 'view.toggleGroup',
  group: 'view',
  label: words.toggleGroup,
  icon: 'group',
  isEnabled: (services) => selectedGroup(services) !== null,
  run: (services) => {
    const path = selectedGroup(services);
    if (path !== null) services.surfaces.canvas()?.toggleGroup(path);
  },
};

const minimap: Command = {
  id: 'view.minimap',
  group: 'view',
  label: ({ view }) => (view.getState().isMinimapOpen ? words.hideMinimap : words.showMinimap),
  icon: 'map',
  isEnabled: hasCanvas,
  run: ({ view }) => view.setState({ isMinimapOpen: !view.getState().isMinimapOpen }),
};

const snapping: Command = {
  id: 'view.snapping',
  group: 'view',
  label: ({ view }) => (view.getState().isSnapping ? words.snapOff : words.snapOn),
  icon: 'grip-vertical',
  isEnabled: hasCanvas,
  run: ({ view }) => view.setState({ isSnapping: !view.getState().isSnapping }),
};

const inspector: Command = {
  id: 'go.inspector',
  group: 'go',
  label: words.openInspector,
  shortcuts: ['Enter'],
  scope: 'canvas',
  icon: 'panel-right',
  isEnabled: hasCanvas,
  run: ({ view, surfaces }) => {
    view.setState({ isInspectorOpen: true });
    // Once it is there, and a dialog that this was chosen in has given the focus back.
    setTimeout(() => surfaces.inspector()?.focus(), 0);
  },
};

export const canvasViewCommands: readonly Command[] = [
  fit,
  zoomToSelection,
  zoomIn,
  zoomOut,
  toggleGroup,
  direction,
  minimap,
  snapping,
  inspector,
];
