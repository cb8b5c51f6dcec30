// Recorded scientific workflows, where they are at hand: MILLRACE_CORPORA names a folder with `wfinstances/oracle.json` and the files it
// lists. They are imported, simulated within Graham's bound, and run for real in a thousandth of their time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../host/engine.ts';
import type { RunEvent } from '../run/event.ts';
import { simulate } from '../run/simulate.ts';
import { taskCatalog } from '../tasks/catalog.ts';
import { parseDuration } from '../workflow/duration.ts';
import { importWfInstances } from '../workflow/import/wfinstances.ts';
import type { Task, Workflow } from '../workflow/schema.ts';
import { computePure } from './compute-pure.ts';

type Recorded = {
  readonly file: string;
  readonly tasks: number;
  readonly edges: number;
  readonly work_s: number;
  readonly critical_path_s: number;
};

const folder = join(process.env.MILLRACE_CORPORA ?? '', 'wfinstances');
const readJson = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const oracle = readJson('oracle.json') as Recorded[];

/** The oracle's seconds are rounded to the millisecond. */
const roundingMs = 0.6;

function imported(file: string): Workflow {
  const result = importWfInstances(readJson(file));
  if (!result.ok) throw new Error(result.failure.message);
  return result.value.workflow;
}

function mapTasks(workflow: Workflow, change: (task: Task) => Task): Workflow {
  return { ...workflow, tasks: Object.fromEntries(Object.entries(workflow.tasks).map(([id, task]) => [id, change(task)])) };
}

const durationMs = (task: Task) => parseDuration(String(task.with?.for)) ?? Number.NaN;

describe.each(oracle)('$file', (recorded) => {
  const workflow = imported(recorded.file);
  const workMs = recorded.work_s * 1000;
  const criticalPathMs = recorded.critical_path_s * 1000;

  it('is imported with every task, edge and second', () => {
    const tasks = Object.values(workflow.tasks);
    expect(tasks.length).toBe(recorded.tasks);
    expect(tasks.reduce((sum, task) => sum + (task.needs?.length ?? 0), 0)).toBe(recorded.edges);
    expect(Math.abs(tasks.reduce((sum, task) => sum + durationMs(task), 0) - workMs)).toBeLessThan(roundingMs);
  });

  it.each([1, 4, 16, 64])('is simulated on %i slots within the bound of a schedule without needless idling', (slots) => {
    const { makespanMs, status } = simulate(workflow, taskCatalog, { slots, compute: computePure });

    expect(status).toBe('succeeded');
    expect(makespanMs).toBeGreaterThanOrEqual(Math.max(criticalPathMs, workMs / slots) - roundingMs);
    expect(makespanMs).toBeLessThanOrEqual(workMs / slots + criticalPathMs * (1 - 1 / slots) + roundingMs);
  });

  it('runs in a thousandth of its time, in an order that breaks no edge', async () => {
    const fast = mapTasks(workflow, (task) => ({ ...task, with: { for: `${Math.round(durationMs(task)) / 1000}ms` } }));
    const engine = createEngine({ dataDir: null, slots: 64, pools: { workers: 64 } });
    await engine.start();
    const started = await engine.startRun({ workflow: { value: fast, folder } });
    if (!started.ok) throw new Error(started.failure.message);
    const record = await engine.whenFinished(started.value.id);
    const events = await engine.runs.events(started.value.id);
    await engine.stop({ graceMs: 1000 });

    expect(record.status).toBe('succeeded');
    expect(brokenEdges(fast, events)).toEqual([]);
  });
});

/** Edges whose downstream task started before its upstream one had succeeded. */
function brokenEdges(workflow: Workflow, events: readonly RunEvent[]): readonly string[] {
  const started = new Map<string, number>();
  const ended = new Map<string, number>();
  for (const event of events) {
    if (event.type === 'task.started') started.set(event.path, event.seq);
    if (event.type === 'task.succeeded') ended.set(event.path, event.seq);
  }
  return Object.entries(workflow.tasks).flatMap(([id, task]) =>
    (task.needs ?? [])
      .filter((need) => !((ended.get(need) ?? Number.NaN) < (started.get(id) ?? Number.NaN)))
      .map((need) => `${need} → ${id}`),
  );
}
