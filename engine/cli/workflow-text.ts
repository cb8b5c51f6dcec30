// Workflows as people read them.
import type { WorkflowListing } from '../host/engine.ts';
import { walkTasks } from '../workflow/graph/walk.ts';
import type { Workflow } from '../workflow/schema.ts';
import { counted } from './problem-text.ts';
import { type Style, styleFor } from './terminal/style.ts';
import { type Cell, table } from './terminal/table.ts';
import { plainText } from './terminal/text.ts';
import { clock } from './watch/rows.ts';

function screenWidth(): number {
  return process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
}

export function workflowsTable(workflows: readonly WorkflowListing[]): string[] {
  const style = styleFor(process.stdout);
  const header: Cell[] = ['workflow', 'changed', 'problems', 'name'].map((text) => ({ text, paint: style.dim }));
  const rows = workflows.map(({ id, name, errors, warnings, modifiedAt }): Cell[] => [
    id,
    clock(modifiedAt),
    { text: problemsText(errors, warnings), paint: errors > 0 ? style.bad : style.warn },
    name,
  ]);
  return table([header, ...rows], screenWidth());
}

function problemsText(errors: number, warnings: number): string {
  return [counted(errors, 'error'), counted(warnings, 'warning')].filter((text) => text !== '').join(', ');
}

export function workflowLines(workflow: Workflow): string[] {
  const style = styleFor(process.stdout);
  return [
    `${style.bold(plainText(workflow.name ?? workflow.id))}  ${style.dim(workflow.id)}`,
    ...(workflow.description ? ['', plainText(workflow.description)] : []),
    ...section('Inputs', inputRows(workflow), style),
    ...section('Triggers', triggerRows(workflow), style),
    ...section('Tasks', taskRows(workflow, style), style),
    ...section(
      'Outputs',
      Object.entries(workflow.outputs ?? {}).map(([name, value]) => [name, JSON.stringify(value)]),
      style,
    ),
  ];
}

function section(title: string, rows: readonly (readonly Cell[])[], style: Style): string[] {
  if (rows.length === 0) return [];
  return ['', style.bold(title), ...table(rows, screenWidth() - 2).map((line) => `  ${line}`)];
}

function inputRows({ inputs = {} }: Workflow): Cell[][] {
  return Object.entries(inputs).map(([name, input]) => {
    const isNeeded = input.default === undefined && input.required !== false;
    const about = input.default === undefined ? (isNeeded ? 'required' : 'optional') : `default ${JSON.stringify(input.default)}`;
    return [name, input.type, about, input.title ?? ''];
  });
}

function triggerRows({ triggers = {} }: Workflow): Cell[][] {
  return Object.entries(triggers).map(([name, { schedule, timezone, enabled }]) => [
    name,
    schedule,
    timezone ?? 'UTC',
    enabled === false ? 'disabled' : '',
  ]);
}

function taskRows(workflow: Workflow, style: Style): Cell[][] {
  return [...walkTasks(workflow)].map(({ id, task, path }) => [
    // Indented with a character that is not cut off as space at the edges.
    `${'│ '.repeat(path.split('.').length - 1)}${id}`,
    { text: task.type, paint: style.active },
    { text: task.needs?.length ? `after ${task.needs.join(', ')}` : '', paint: style.dim },
  ]);
}
