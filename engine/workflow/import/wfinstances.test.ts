import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../duration.ts';
import type { Workflow } from '../schema.ts';
import { workflowSchema } from '../schema.ts';
import type { Imported } from './imported.ts';
import { type RecordedTask, recording } from './testing/recording.ts';
import { importWfInstances } from './wfinstances.ts';

function imported(document: unknown): Imported {
  const result = importWfInstances(document);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

const task = (id: string, parents: string[] = [], seconds = 1): RecordedTask => ({ id, parents, seconds });
const needsOf = (workflow: Workflow) => Object.fromEntries(Object.entries(workflow.tasks).map(([id, t]) => [id, t.needs ?? []]));

describe('importWfInstances', () => {
  it('makes every task a wait for its recorded runtime, after its parents', () => {
    //  split -> blast_1 -> cat
    //        -> blast_2 ->
    const document = recording([
      task('split', [], 0.5),
      task('Blast 1', ['split'], 9.798843),
      task('Blast 2', ['split']),
      task('cat', ['Blast 1', 'Blast 2']),
    ]);

    const { workflow, report } = imported(document);

    expect(report).toEqual({ tasks: 4, edges: 4, warnings: [] });
    expect(needsOf(workflow)).toEqual({ split: [], blast_1: ['split'], blast_2: ['split'], cat: ['blast_1', 'blast_2'] });
    expect(workflow.tasks.blast_1).toEqual({
      type: 'flow.wait',
      name: 'Blast 1',
      with: { for: '9798.843ms' },
      needs: ['split'],
      pool: 'workers',
    });
  });

  it('gives a workflow of this format for any recording', () => {
    const anyRecording = fc
      .array(
        fc.record({ id: fc.string({ minLength: 1 }), seconds: fc.float({ min: 0, max: 1e6, noNaN: true }), picks: fc.array(fc.nat()) }),
        { minLength: 1 },
      )
      .map((tasks) =>
        tasks.map(({ id, seconds, picks }, index) =>
          task(`${index} ${id}`, index === 0 ? [] : picks.map((pick) => `${pick % index} ${tasks[pick % index]?.id}`), seconds),
        ),
      );

    fc.assert(
      fc.property(anyRecording, (tasks) => {
        const { workflow, report } = imported(recording(tasks));

        expect(workflowSchema.safeParse(workflow).error).toBeUndefined();
        expect(report.tasks).toBe(tasks.length);
        expect(report.edges).toBe(tasks.reduce((sum, { parents }) => sum + new Set(parents).size, 0));
        const durations = Object.values(workflow.tasks).map((t) => parseDuration(String(t.with?.for)));
        expect(durations).toEqual(tasks.map(({ seconds }) => Math.round(seconds * 1_000_000) / 1000));
      }),
    );
  });

  it('counts an edge once, however often it is stated', () => {
    const { report } = imported(recording([task('a'), task('b', ['a', 'a', 'a'])]));

    expect(report).toEqual({ tasks: 2, edges: 1, warnings: [] });
  });

  it('leaves out edges to tasks that do not exist and says so', () => {
    const { workflow, report } = imported(recording([task('a', ['ghost'])]));

    expect(needsOf(workflow)).toEqual({ a: [] });
    expect(report.warnings).toEqual(['Task "a" names the parent "ghost", which does not exist; this edge was left out.']);
  });

  it('keeps an edge that only the upstream end states and says so', () => {
    const document = recording([task('a'), task('b')]);
    document.workflow.specification.tasks[0]?.children.push('b');

    const { workflow, report } = imported(document);

    expect(needsOf(workflow)).toEqual({ a: [], b: ['a'] });
    expect(report.warnings).toEqual(['Task "a" names the child "b", which does not name it as a parent; this edge was kept.']);
  });

  it('lets a task without a usable runtime take no time and says so', () => {
    const document = recording([task('a'), task('b', [], -3)]);
    document.workflow.execution.tasks.shift();

    const { workflow, report } = imported(document);

    expect(Object.values(workflow.tasks).map((t) => t.with?.for)).toEqual(['0ms', '0ms']);
    expect(report.warnings).toEqual([
      'Task "a" has no recorded runtime; it takes no time.',
      'Task "b" has no recorded runtime; it takes no time.',
    ]);
  });

  it('keeps tasks apart whose names give the same id', () => {
    const { workflow } = imported(recording([task('A'), task('a', ['A']), task('a!', ['a'])]));

    expect(needsOf(workflow)).toEqual({ a: [], a_2: ['a'], a_3: ['a_2'] });
  });

  it.each([null, 7, [], {}, { workflow: { tasks: [] } }, { workflow: { specification: { tasks: [] } } }])('refuses %j', (document) => {
    const result = importWfInstances(document);

    expect(result).toMatchObject({ ok: false, failure: { kind: 'user', code: 'not_wfinstances' } });
  });

  it('refuses more tasks than a workflow may have', () => {
    const result = importWfInstances(recording(Array.from({ length: 10_001 }, (_, index) => task(`t${index}`))));

    expect(result).toMatchObject({ ok: false, failure: { code: 'too_many_tasks' } });
  });
});
