import { invariant } from '../assert.ts';
import { parseNeed, printNeed } from '../needs.ts';
import type { Task, Workflow } from '../schema.ts';

/** Fields of single tasks, and of the workflow around them. A task with a `type` of its own gets no default parameters. */
export type GraphOptions = Partial<Omit<Workflow, 'tasks'>> & { tasks?: { [id: string]: Partial<Task> } };

/**
 * A workflow for tests, drawn as text: `graph('a -> b -> c', 'a:failed -> d', 'b, d -> e', { tasks: { b: { timeout: '5s' } } })`.
 * Tasks are `data.set` unless a need asks for a port that such a task lacks: then a branch (`yes`, `no`) or a switch.
 */
export function graph(...parts: readonly (string | GraphOptions)[]): Workflow {
  const drawn = new Map<string, { needs: string[]; ports: Set<string> }>();
  for (const part of parts) if (typeof part === 'string') draw(part, drawn);
  const { tasks: overrides = {}, ...rest } = Object.assign({}, ...parts.filter((part) => typeof part !== 'string')) as GraphOptions;
  const ids = new Set([...drawn.keys(), ...Object.keys(overrides)]);
  const tasks: { [id: string]: Task } = {};
  for (const id of ids) {
    const { needs, ports } = drawn.get(id) ?? { needs: [], ports: new Set() };
    const override = overrides[id] ?? {};
    tasks[id] = { ...(override.type ? { type: override.type } : defaultTask(ports)), ...(needs.length > 0 ? { needs } : {}), ...override };
  }
  return { format: 1, id: 'test', ...rest, tasks };
}

/** The tasks alone, for the inside of a group. */
export function tasksOf(...parts: readonly (string | GraphOptions)[]): { [id: string]: Task } {
  return graph(...parts).tasks;
}

function draw(line: string, drawn: Map<string, { needs: string[]; ports: Set<string> }>): void {
  const stages = line.split('->').map((stage) => stage.split(',').map((end) => parseNeed(end.trim())));
  for (const [index, stage] of stages.entries()) {
    for (const { task, port } of stage) {
      invariant(/^[a-z][a-z0-9_]*$/.test(task), `"${line}" is a graph`);
      const entry = drawn.get(task) ?? { needs: [], ports: new Set<string>() };
      drawn.set(task, entry);
      if (!['done', 'failed', 'finished'].includes(port)) entry.ports.add(port);
      for (const need of stages[index - 1] ?? []) {
        const text = printNeed(need);
        if (!entry.needs.includes(text)) entry.needs.push(text);
      }
    }
  }
}

function defaultTask(ports: ReadonlySet<string>): Task {
  if (ports.size === 0) return { type: 'data.set', with: { values: {} } };
  if ([...ports].every((port) => port === 'yes' || port === 'no')) return { type: 'flow.branch', with: { if: true } };
  const cases = Object.fromEntries([...ports].filter((port) => port !== 'otherwise').map((port) => [port, port]));
  return { type: 'flow.switch', with: { value: [...ports][0], cases } };
}
