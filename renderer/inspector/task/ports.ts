import { standardPorts } from '../../../engine/workflow/catalog.ts';
import type { Task } from '../../../engine/workflow/schema.ts';
import { catalog } from '../../document/catalog.ts';
import { messages } from '../../messages/messages.ts';
import type { Option } from '../fields/field.ts';
import { parametersOf } from './configure-tab.tsx';

/** The ports that something may need of a task: those of its type first. `also` is one that is in use, whether it is there or not. */
export function portOptions(task: Task | undefined, also: string): readonly Option[] {
  const own = task ? (catalog.get(task.type)?.ports(parametersOf(task.with)) ?? []) : [];
  const ports = new Set([...own, ...standardPorts, also]);
  const words = messages.inspector.edge.ports;
  return [...ports].map((value) => ({ value, label: value, ...(words[value] === undefined ? {} : { description: words[value] }) }));
}
