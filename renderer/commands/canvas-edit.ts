// Editing what is selected on the canvas.
import { groupTasks } from '../../engine/workflow/edit/group-tasks.ts';
import { tasksIn } from '../../engine/workflow/edit/scope.ts';
import { setDisabled } from '../../engine/workflow/edit/set-task.ts';
import { groupOf, joinPath } from '../../engine/workflow/edit/task-path.ts';
import { ungroup } from '../../engine/workflow/edit/ungroup.ts';
import { taskAt } from '../../engine/workflow/graph/walk.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import type { Command } from '../app/command.ts';
import type { Services } from '../app/services.ts';
import { isNothingSelected, nothingSelected, selectTasks } from '../document/selection.ts';
import { canvasMessages } from '../messages/canvas.ts';
import { copySelected, cutSelected, duplicateSelected, pasteText, readClipboard, writeClipboard } from './clipboard.ts';
import { editOnCanvas, hasCanvas, hasSiblings, hasTasks, onCanvas, selectedGroup } from './on-canvas.ts';
import { removeParts } from './remove-parts.ts';

const words = canvasMessages.commands;

/** Tasks of one group, notes, or both. */
function canCopy(services: Services): boolean {
  return hasSiblings(services) || (!hasTasks(services) && (onCanvas(services)?.selection.notes.length ?? 0) > 0);
}

const cut: Command = {
  id: 'edit.cut',
  group: 'edit',
  label: words.cut,
  shortcuts: ['Mod+X'],
  scope: 'canvas',
  isNative: true,
  icon: 'scissors',
  isEnabled: canCopy,
  run: (services) => writeClipboard(services, cutSelected(services)),
};

const copy: Command = {
  id: 'edit.copy',
  group: 'edit',
  label: words.copy,
  shortcuts: ['Mod+C'],
  scope: 'canvas',
  isNative: true,
  icon: 'copy',
  isEnabled: canCopy,
  run: (services) => writeClipboard(services, copySelected(services)),
};

const paste: Command = {
  id: 'edit.paste',
  group: 'edit',
  label: words.paste,
  shortcuts: ['Mod+V'],
  scope: 'canvas',
  isNative: true,
  icon: 'clipboard-paste',
  isEnabled: hasCanvas,
  run: async (services) => pasteText(services, await readClipboard()),
};

const duplicate: Command = {
  id: 'edit.duplicate',
  group: 'edit',
  label: words.duplicate,
  shortcuts: ['Mod+D'],
  scope: 'canvas',
  icon: 'files',
  isEnabled: canCopy,
  run: duplicateSelected,
};

function scopeTasks(workflow: Workflow, group: string) {
  const tasks = tasksIn(workflow, group);
  return tasks.ok ? tasks.value : {};
}

const remove: Command = {
  id: 'edit.delete',
  group: 'edit',
  label: words.delete,
  shortcuts: ['Delete', 'Backspace'],
  scope: 'canvas',
  icon: 'trash-2',
  isEnabled: (services) => {
    const on = onCanvas(services);
    return on !== null && !isNothingSelected(on.selection);
  },
  run: (services) => {
    const selection = onCanvas(services)?.selection ?? nothingSelected;
    const { tasks, edges, notes, triggers } = selection;
    removeParts(services, selection, canvasMessages.steps.remove(tasks.length + edges.length + notes.length + triggers.length));
  },
};

const selectAll: Command = {
  id: 'edit.selectAll',
  group: 'edit',
  label: words.selectAll,
  shortcuts: ['Mod+A'],
  scope: 'canvas',
  icon: 'square',
  isEnabled: hasCanvas,
  run: ({ surfaces }) => surfaces.canvas()?.selectAll(),
};

const group: Command = {
  id: 'edit.group',
  group: 'edit',
  label: words.group,
  shortcuts: ['Mod+G'],
  scope: 'canvas',
  icon: 'group',
  isEnabled: (services) => hasSiblings(services),
  run: (services) => {
    const on = onCanvas(services);
    if (!on) return;
    const paths = on.selection.tasks;
    const outer = groupOf(paths[0] ?? '');
    const before = new Set(Object.keys(scopeTasks(on.session.store.getState().workflow, outer)));
    editOnCanvas(services, {
      label: canvasMessages.steps.group(paths.length),
      change: (workflow) => groupTasks(on.canvas.settled(workflow), { paths, name: canvasMessages.group }),
      select: (after) => {
        const id = Object.keys(scopeTasks(after, outer)).find((each) => !before.has(each));
        return selectTasks(id === undefined ? [] : [joinPath(outer, id)]);
      },
    });
  },
};

const dissolve: Command = {
  id: 'edit.ungroup',
  group: 'edit',
  label: words.ungroup,
  shortcuts: ['Mod+Shift+G'],
  scope: 'canvas',
  icon: 'ungroup',
  isEnabled: (services) => selectedGroup(services) !== null,
  run: async (services) => {
    const path = selectedGroup(services);
    if (path !== null) await dissolveGroup(services, path);
  },
};

/** Asks before what the group says about the whole of its tasks is lost. */
async function dissolveGroup(services: Services, path: string): Promise<void> {
  const on = onCanvas(services);
  if (!on) return;
  const { workflow } = on.session.store.getState();
  const tried = ungroup(workflow, { path });
  const isAsking = !tried.ok && tried.failure.code === 'group_has_meaning';
  if (isAsking) {
    const choices = [{ id: 'ungroup', label: words.ungroupAnyway, kind: 'danger' as const }];
    const choice = await services.dialogs.confirm({ title: words.ungroup, text: tried.failure.message, choices });
    if (choice !== 'ungroup') return;
  }
  const outer = groupOf(path);
  const before = new Set(Object.keys(scopeTasks(workflow, outer)));
  editOnCanvas(services, {
    label: canvasMessages.steps.ungroup,
    change: (now) => ungroup(on.canvas.settled(now), { path, force: isAsking }),
    select: (after) => selectTasks(Object.keys(scopeTasks(after, outer)).flatMap((id) => (before.has(id) ? [] : [joinPath(outer, id)]))),
  });
}

const disable: Command = {
  id: 'edit.disable',
  group: 'edit',
  label: (services) => (areDisabled(services) ? words.enable : words.disable),
  shortcuts: ['D'],
  scope: 'canvas',
  icon: 'eye-off',
  isEnabled: (services) => hasTasks(services),
  run: (services) => {
    const paths = onCanvas(services)?.selection.tasks ?? [];
    const disabled = !areDisabled(services);
    editOnCanvas(services, {
      label: disabled ? canvasMessages.steps.disable : canvasMessages.steps.enable,
      change: (workflow) => setDisabled(workflow, { paths, disabled }),
    });
  },
};

function areDisabled(services: Services): boolean {
  const on = onCanvas(services);
  const { workflow } = on?.session.store.getState() ?? {};
  return workflow !== undefined && (on?.selection.tasks ?? []).every((path) => taskAt(workflow, path)?.disabled === true);
}

const rename: Command = {
  id: 'edit.rename',
  group: 'edit',
  label: words.rename,
  shortcuts: ['F2'],
  scope: 'canvas',
  icon: 'pencil',
  isEnabled: (services) => onCanvas(services)?.selection.tasks.length === 1,
  run: ({ surfaces }) => surfaces.canvas()?.rename(),
};

const connectTo: Command = {
  id: 'edit.connect',
  group: 'edit',
  label: words.connect,
  shortcuts: ['C'],
  scope: 'canvas',
  icon: 'spline',
  isEnabled: (services) => onCanvas(services)?.selection.tasks.length === 1,
  run: ({ surfaces }) => surfaces.canvas()?.openConnect(),
};

const layOut: Command = {
  id: 'edit.layOut',
  group: 'edit',
  label: words.layOut,
  shortcuts: ['Shift+L'],
  scope: 'canvas',
  icon: 'network',
  isEnabled: hasCanvas,
  run: ({ surfaces }) => surfaces.canvas()?.layOut(),
};

const find: Command = {
  id: 'edit.find',
  group: 'edit',
  label: words.find,
  shortcuts: ['Mod+F'],
  scope: 'canvas',
  icon: 'search',
  isEnabled: hasCanvas,
  run: ({ surfaces }) => surfaces.canvas()?.openFind(),
};

export const canvasEditCommands: readonly Command[] = [
  cut,
  copy,
  paste,
  duplicate,
  remove,
  selectAll,
  find,
  connectTo,
  rename,
  disable,
  group,
  dissolve,
  layOut,
];
