import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWorkflow } from '../parse/parse-workflow.ts';
import type { Task, Workflow } from '../schema.ts';
import { arbitraryWorkflow } from '../testing/arbitraries.ts';
import { testCatalog } from '../testing/catalog.ts';
import { graph, tasksOf } from '../testing/graph-builder.ts';
import { clockChanges } from './zone-changes.ts';

/** Warnings of a workflow, which must not have errors. */
function warningsOf(workflow: Workflow) {
  const result = parseWorkflow(workflow, testCatalog);
  expect(result.problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  return result.problems;
}

const codesOf = (workflow: Workflow) => warningsOf(workflow).map((problem) => problem.code);
const log: Partial<Task> = { type: 'log.write', with: { message: 'x' } };

describe('join_never_met', () => {
  //  a:yes ─► b      the join "all" of c waits for both sides of the branch
  it('warns about a join that waits for both sides of a branch', () => {
    const sides = (join: Task['join']) => graph('a:yes -> c', 'a:no -> c', { tasks: { c: { ...log, ...(join ? { join } : {}) } } });
    expect(codesOf(sides('all'))).toEqual(['join_never_met']);
    expect(codesOf(sides('any'))).toEqual([]);
    expect(codesOf(sides(undefined))).toEqual([]);
  });

  it('follows the sides through the tasks below them', () => {
    const workflow = graph('a:yes -> b -> d', 'a:no -> c -> d', { tasks: { d: { ...log, join: 'all' } } });
    expect(warningsOf(workflow)[0]?.message).toContain('`a:yes` and `a:no`');
    expect(warningsOf(workflow)[0]?.fix).toEqual({ title: 'Remove join', action: 'remove', path: ['tasks', 'd', 'join'] });
  });

  it('knows that success and failure exclude each other, and that finished excludes nothing', () => {
    const ends = (port: string) => graph('a -> c', `a:${port} -> c`, { tasks: { c: { ...log, join: 'all' } } });
    expect(codesOf(ends('failed'))).toEqual(['join_never_met']);
    expect(codesOf(ends('finished'))).toEqual([]);
  });

  it('leaves parallel work alone', () => {
    expect(codesOf(graph('a -> b, c -> d', { tasks: { d: { ...log, join: 'all' } } }))).toEqual([]);
  });
});

describe('needs_disabled', () => {
  it('warns about everything that is skipped with a disabled task', () => {
    const workflow = graph('a -> b -> c', 'x -> c', { tasks: { a: { disabled: true }, c: log } });
    expect(warningsOf(workflow).map((problem) => [problem.code, problem.path[1]])).toEqual([['needs_disabled', 'b']]);
    const all = graph('a -> b -> c', 'x -> c', { tasks: { a: { disabled: true }, c: { ...log, join: 'all' } } });
    expect(codesOf(all)).toEqual(['needs_disabled', 'needs_disabled']);
  });

  it('leaves a task alone that starts in any case', () => {
    expect(codesOf(graph('a -> c', { tasks: { a: { disabled: true }, c: { ...log, join: 'always' } } }))).toEqual([]);
  });
});

describe('unused_output', () => {
  it('warns about a computed value that nothing reads', () => {
    expect(codesOf(graph('a -> b'))).toEqual(['unused_output']);
    expect(codesOf(graph('a -> b', { outputs: { x: '{{ tasks.b.output }}' } }))).toEqual([]);
    expect(codesOf(graph('a -> b', { tests: { t: { expect: { tasks: { b: 'succeeded' } } } } }))).toEqual([]);
  });

  it('leaves tasks with effects, and a first task, alone', () => {
    expect(codesOf(graph('a -> b', { tasks: { b: log } }))).toEqual([]);
    expect(codesOf(graph('a'))).toEqual([]);
  });

  it('looks into groups', () => {
    const group = (more: Partial<Task>) => graph({ tasks: { g: { type: 'group', tasks: tasksOf('x'), ...more } } });
    expect(warningsOf(group({}))[0]?.message).toContain('the outputs of the group `g`');
    expect(codesOf(group({ outputs: { x: '{{ tasks.x.output }}' } }))).toEqual([]);
  });
});

describe('secret_in_log', () => {
  it('warns about a secret where people read', () => {
    const writing = (text: string) => graph({ tasks: { a: { type: 'log.write', with: { message: text } } } });
    expect(warningsOf(writing('key {{ secrets.token }}'))[0]?.message).toBe(
      'Task `a`: The secret `token` is written to `with.message`, where people read it. Leave it out.',
    );
    expect(codesOf(writing('{{ vars.token }}'))).toEqual([]);
  });

  it('lets requests carry a secret', () => {
    expect(codesOf(graph({ tasks: { a: { type: 'http.request', with: { url: '{{ secrets.hook }}' } } } }))).toEqual([]);
  });
});

describe('schedule_in_clock_change', () => {
  const cron = (schedule: string, timezone?: string) =>
    graph({ triggers: { t: { type: 'cron', schedule, ...(timezone ? { timezone } : {}) } }, tasks: { a: log } });

  it('warns about a fixed time that is skipped or comes twice', () => {
    expect(warningsOf(cron('30 2 * * *', 'Europe/Berlin'))[0]?.message).toContain('02:30 in Europe/Berlin does not exist');
    expect(warningsOf(cron('30 1 * * *', 'America/New_York'))[0]?.message).toContain('comes twice');
  });

  it('leaves other times, days, zones and schedules by elapsed time alone', () => {
    expect(codesOf(cron('0 3 * * *', 'Europe/Berlin'))).toEqual([]);
    expect(codesOf(cron('30 2 * * MON', 'Europe/Berlin'))).toEqual([]);
    expect(codesOf(cron('30 2 * * *'))).toEqual([]);
    expect(codesOf(cron('*/5 * * * *', 'Europe/Berlin'))).toEqual([]);
    expect(codesOf(cron('30 2 * 6 *', 'Europe/Berlin'))).toEqual([]);
  });

  it('finds the changes of a year to the minute', () => {
    const shown = (zone: string) =>
      clockChanges(zone).map(({ kind, fromMs, toMs }) => [kind, new Date(fromMs).toISOString().slice(0, 16), (toMs - fromMs) / 60_000]);
    expect(shown('Europe/Berlin')).toEqual([
      ['forward', '2026-03-29T02:00', 60],
      ['backward', '2026-10-25T02:00', 60],
    ]);
    expect(shown('Australia/Lord_Howe').map(([, , minutes]) => minutes)).toEqual([30, 30]);
    expect(shown('Asia/Tokyo')).toEqual([]);
  });
});

describe('lints', () => {
  it('warns about a retry that never retries', () => {
    expect(codesOf(graph({ tasks: { a: { ...log, retry: { attempts: 1 } } } }))).toEqual(['retry_once']);
  });

  it('hold for any workflow, and never are errors', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), (workflow) => {
        const result = parseWorkflow(workflow, testCatalog);
        expect(result.problems.filter((problem) => problem.severity === 'error').map((problem) => problem.message)).toEqual([]);
        expect(result.ok).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
