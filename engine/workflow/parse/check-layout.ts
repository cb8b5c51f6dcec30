import type { JsonPath } from '../problem.ts';
import type { CheckContext } from './context.ts';
import { type Finding, type Findings, warning } from './finding.ts';

/** Positions of things that are not there any more. Harmless, and removed by one click. */
export function checkLayout(context: CheckContext, findings: Findings): void {
  const { layout, triggers = {} } = context.workflow;
  const strayTasks = Object.keys(layout?.tasks ?? {}).filter((path) => !context.placeAt(path));
  const strayTriggers = Object.keys(layout?.triggers ?? {}).filter((name) => !Object.hasOwn(triggers, name));
  for (const path of strayTasks) findings.add(stray('task', path, ['layout', 'tasks', path]));
  for (const name of strayTriggers) findings.add(stray('trigger', name, ['layout', 'triggers', name]));
}

function stray(kind: string, name: string, path: JsonPath): Finding {
  const fix = { title: `Remove ${name} from the layout`, action: 'remove' as const, path };
  return warning('stray_layout', path, `The layout places the ${kind} \`${name}\`, which does not exist. Remove it.`, { on: 'key', fix });
}
