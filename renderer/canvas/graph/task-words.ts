// What a card says about its task.
import type { Catalog, TaskCategory } from '../../../engine/workflow/catalog.ts';
import { isJsonObject } from '../../../engine/workflow/json.ts';
import type { Task } from '../../../engine/workflow/schema.ts';
import { canvasMessages } from '../../messages/canvas.ts';

export type Kind = TaskCategory | 'group' | 'unknown';
export type TaskWords = {
  readonly name: string;
  readonly title: string;
  readonly line: string;
  readonly icon: string;
  readonly kind: Kind;
};

export function describeTask(task: Task, id: string, catalog: Catalog): TaskWords {
  const name = task.name?.trim() || id;
  if (task.type === 'group') return { name, ...describeGroup(task) };
  const manifest = catalog.get(task.type);
  if (!manifest) {
    return { name, title: canvasMessages.unknownType, line: canvasMessages.unknownTypeOf(task.type), icon: 'circle-help', kind: 'unknown' };
  }
  const parameters: unknown = task.with ?? {};
  const described = isJsonObject(parameters) ? (manifest.describe?.(parameters) ?? '') : '';
  return { name, title: manifest.title, line: described || manifest.title, icon: manifest.icon, kind: manifest.category };
}

function describeGroup(task: Task): Omit<TaskWords, 'name'> {
  const count = Object.keys(task.tasks ?? {}).length;
  const icon = task.each || task.until ? 'repeat' : 'group';
  return {
    title: canvasMessages.group,
    line: canvasMessages.groupLine(count, Boolean(task.each), Boolean(task.until)),
    icon,
    kind: 'group',
  };
}
