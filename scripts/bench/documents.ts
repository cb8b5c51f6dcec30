// The workflows that are measured.
import type { Task, Workflow } from '../../engine/workflow/schema.ts';

const set = (values: { [name: string]: string | number }): Task => ({ type: 'data.set', with: { values } });

/** `count` tasks with `edgesPerTask` needs each, on tasks shortly before them, and an expression each. */
export function meshText(count: number, edgesPerTask: number): string {
  const tasks: { [id: string]: Task } = {};
  for (let index = 0; index < count; index += 1) {
    const needs: string[] = [];
    for (let back = 1; back <= edgesPerTask && back <= index; back += 1) needs.push(`task_${index - back}`);
    const values = { n: index === 0 ? 1 : `{{ tasks.task_${index - 1}.output.n + 1 }}` };
    tasks[`task_${index}`] = { ...set(values), ...(needs.length > 0 ? { needs } : {}) };
  }
  return JSON.stringify({ format: 1, id: 'mesh', tasks }, null, 2);
}

export function chain(length: number): Workflow {
  const tasks: { [id: string]: Task } = {};
  for (let index = 0; index < length; index += 1) {
    tasks[`t${index}`] =
      index === 0 ? set({ n: 1 }) : { ...set({ n: `{{ tasks.t${index - 1}.output.n + 1 }}` }), needs: [`t${index - 1}`] };
  }
  return { format: 1, id: 'chain', tasks };
}

/** 1 → width → 1 */
export function fan(width: number): Workflow {
  const tasks: { [id: string]: Task } = { first: set({ n: 1 }) };
  for (let index = 0; index < width; index += 1) tasks[`t${index}`] = { ...set({ n: index }), needs: ['first'] };
  tasks.last = { ...set({ n: 1 }), needs: Object.keys(tasks).filter((id) => id !== 'first') };
  return { format: 1, id: 'fan', tasks };
}

export function items(count: number): Workflow {
  const list = Array.from({ length: count }, (_, index) => index);
  const task: Task = { ...set({ n: '{{ item * 2 + index }}' }), each: { in: list, concurrency: 16 } };
  return { format: 1, id: 'items', tasks: { each: task } };
}
