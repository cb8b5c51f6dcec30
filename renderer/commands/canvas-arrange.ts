import { moveInLayout, positionOf } from '../../engine/workflow/edit/layout.ts';
import { ok } from '../../engine/workflow/result.ts';
import type { Command } from '../app/command.ts';
import type { Services } from '../app/services.ts';
import { canvasMessages } from '../messages/canvas.ts';
import { type Alignment, align, distribute, type Moves } from './arrange.ts';
import { editOnCanvas, hasSiblings, onCanvas } from './on-canvas.ts';

/** Moves the selected tasks by as much as their boxes move. */
function arrange(services: Services, label: string, arranged: (boxes: Parameters<typeof align>[0]) => Moves): void {
  const on = onCanvas(services);
  if (!on) return;
  const shown = on.canvas.boxes();
  const boxes = new Map(on.selection.tasks.flatMap((path) => (shown.has(path) ? [[path, shown.get(path) as never]] : [])));
  const moves = arranged(boxes);
  editOnCanvas(services, {
    label,
    change: (workflow) => {
      const settled = on.canvas.settled(workflow);
      const tasks = [...moves].flatMap(([path, { x, y }]) => {
        const [at, box] = [positionOf(settled, path), shown.get(path)];
        return at && box ? [[path, [at[0] + x - box.x, at[1] + y - box.y]] as const] : [];
      });
      return tasks.length === 0 ? ok(workflow) : moveInLayout(settled, { tasks: Object.fromEntries(tasks) });
    },
  });
}

function alignCommand(to: Alignment, icon: string): Command {
  return {
    id: `edit.align.${to}`,
    group: 'edit',
    label: canvasMessages.commands.align[to],
    icon,
    isEnabled: (services) => hasSiblings(services, 2),
    run: (services) => arrange(services, canvasMessages.steps.align, (boxes) => align(boxes, to)),
  };
}

function distributeCommand(axis: 'x' | 'y', icon: string): Command {
  return {
    id: axis === 'x' ? 'edit.distribute.horizontally' : 'edit.distribute.vertically',
    group: 'edit',
    label: canvasMessages.commands.distribute[axis],
    icon,
    isEnabled: (services) => hasSiblings(services, 3),
    run: (services) => arrange(services, canvasMessages.steps.distribute, (boxes) => distribute(boxes, axis)),
  };
}

export const arrangeCommands: readonly Command[] = [
  alignCommand('left', 'align-start-vertical'),
  alignCommand('center', 'align-center-vertical'),
  alignCommand('right', 'align-end-vertical'),
  alignCommand('top', 'align-start-horizontal'),
  alignCommand('middle', 'align-center-horizontal'),
  alignCommand('bottom', 'align-end-horizontal'),
  distributeCommand('x', 'align-horizontal-distribute-center'),
  distributeCommand('y', 'align-vertical-distribute-center'),
];
