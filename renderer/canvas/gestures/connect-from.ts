import type { CanvasModel } from '../canvas-model.ts';
import { connectTasks } from './connect.ts';
import { beginBehind } from './quick-add.ts';

/** Connects a task as was chosen from the list: `failed>alert`, or `done>` for a task that is to be added. */
export function connectFrom(model: CanvasModel, path: string, choice: string): void {
  const arrow = choice.indexOf('>');
  const [port, to] = [choice.slice(0, arrow), choice.slice(arrow + 1)];
  if (to === '') beginBehind(model, path, port);
  else connectTasks(model, { from: path, port, to });
}
