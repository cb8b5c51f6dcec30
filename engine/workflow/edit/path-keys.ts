// What is kept by the path of a task: its place on the canvas, and in tests its mock and what is expected of it.
import type { Workflow, WorkflowTest } from '../schema.ts';
import { mapEntries, renameKeys, withField, withFilled, withoutEntries } from './record.ts';
import { outerPaths } from './task-path.ts';

/** Follows tasks that moved: the new path by the old one. What is inside a moved group moves along, indexes of items stay (`store[3].upsert`). */
export function movePaths(workflow: Workflow, moves: ReadonlyMap<string, string>): Workflow {
  if (moves.size === 0) return workflow;
  const rename = (key: string) => movedPath(key, moves);
  let next = workflow;
  if (next.layout?.tasks) next = withField(next, 'layout', withField(next.layout, 'tasks', renameKeys(next.layout.tasks, rename)));
  if (next.tests)
    next = withField(
      next,
      'tests',
      mapEntries(next.tests, (test) => moveInTest(test, rename)),
    );
  return next;
}

function moveInTest(test: WorkflowTest, rename: (key: string) => string): WorkflowTest {
  const next = test.mocks ? withField(test, 'mocks', renameKeys(test.mocks, rename)) : test;
  const { tasks } = next.expect;
  return tasks ? withField(next, 'expect', withField(next.expect, 'tasks', renameKeys(tasks, rename))) : next;
}

function movedPath(key: string, moves: ReadonlyMap<string, string>): string {
  const parts = key.split('.');
  const ids = parts.map((part) => part.replace(/\[\d+\]$/, ''));
  for (let length = parts.length; length > 0; length -= 1) {
    const to = moves.get(ids.slice(0, length).join('.'));
    if (to !== undefined) return [...withItems(to.split('.'), parts.slice(0, length)), ...parts.slice(length)].join('.');
  }
  return key;
}

/** Indexes stay with the task, which stands last in both paths, and with the groups that both paths begin with. */
function withItems(ids: readonly string[], parts: readonly string[]): string[] {
  const itemOf = (part: string | undefined) => /\[\d+\]$/.exec(part ?? '')?.[0] ?? '';
  return ids.map((id, at) => {
    if (at === ids.length - 1) return id + itemOf(parts[parts.length - 1]);
    return parts[at] === id + itemOf(parts[at]) ? (parts[at] ?? id) : id;
  });
}

/** Forgets where tasks that are gone stood. */
export function dropLayout(workflow: Workflow, paths: readonly string[]): Workflow {
  const positions = workflow.layout?.tasks;
  if (!workflow.layout || !positions) return workflow;
  const removed = new Set(paths);
  const gone = Object.keys(positions).filter((key) => outerPaths(key).some((path) => removed.has(path)));
  if (gone.length === 0) return workflow;
  return withFilled(workflow, 'layout', withFilled(workflow.layout, 'tasks', withoutEntries(positions, new Set(gone))));
}
