import { describe, expect, it } from 'vitest';
import { graph, tasksOf } from '../testing/graph-builder.ts';
import { connect, disconnect, reconnect } from './connect.ts';
import { insertIntoEdge } from './insert-task.ts';
import { drawNeeds, edited, refused } from './testing/expect-edit.ts';

const workflow = graph('a -> b -> c', 'd', { tasks: { g: { type: 'group', tasks: tasksOf('x', 'y') } } });

describe('connect', () => {
  it('adds a need on a port, done where none is said', () => {
    expect(drawNeeds(edited(connect(workflow, { from: 'a', to: 'd' })))).toContain('a -> d');
    expect(drawNeeds(edited(connect(workflow, { from: 'a', port: 'failed', to: 'b' })))).toContain('a, a:failed -> b');
    expect(drawNeeds(edited(connect(workflow, { from: 'g.x', to: 'g.y' })))).toContain('x -> g.y');
  });

  it('refuses a cycle by the names of its members', () => {
    const result = connect(workflow, { from: 'c', to: 'a' });

    expect(refused(result)).toMatch(/^would_close_cycle: .*`a` → `b` → `c` → `a`/);
    expect(!result.ok && result.failure.details).toEqual({ cycle: ['a', 'b', 'c'] });
  });

  it('refuses itself, an edge that is there, one across a border and ends that are gone', () => {
    const spelled = graph('a', { tasks: { b: { type: 'log.write', needs: ['a:done'] } } });

    expect(refused(connect(workflow, { from: 'a', to: 'a' }))).toMatch(/^self_need/);
    expect(refused(connect(workflow, { from: 'a', to: 'b' }))).toMatch(/^already_connected/);
    expect(refused(connect(spelled, { from: 'a', to: 'b' }))).toMatch(/^already_connected/);
    expect(refused(connect(workflow, { from: 'a', to: 'g.x' }))).toMatch(/^crosses_group/);
    expect(refused(connect(workflow, { from: 'q', to: 'a' }))).toMatch(/^task_not_found/);
  });
});

describe('disconnect', () => {
  it('takes one need away, and the field with the last one', () => {
    const twice = edited(connect(workflow, { from: 'a', port: 'failed', to: 'b' }));

    expect(drawNeeds(edited(disconnect(twice, { from: 'a', to: 'b' })))).toContain('a:failed -> b');
    expect(edited(disconnect(workflow, { from: 'a', to: 'b' })).tasks.b).not.toHaveProperty('needs');
  });

  it('refuses an edge that is not there', () => {
    expect(refused(disconnect(workflow, { from: 'a', to: 'd' }))).toMatch(/^not_connected/);
  });
});

describe('reconnect', () => {
  it('moves the source in its place among the needs', () => {
    const two = graph('a, b -> c', 'd');

    expect(drawNeeds(edited(reconnect(two, { edge: { from: 'a', to: 'c' }, to: { from: 'd', port: 'failed', to: 'c' } })))).toEqual([
      'd:failed, b -> c',
    ]);
  });

  it('moves the target', () => {
    expect(drawNeeds(edited(reconnect(workflow, { edge: { from: 'a', to: 'b' }, to: { from: 'a', to: 'd' } })))).toEqual([
      'b -> c',
      'a -> d',
    ]);
  });

  it('may turn an edge around, but refuses a cycle', () => {
    expect(drawNeeds(edited(reconnect(workflow, { edge: { from: 'a', to: 'b' }, to: { from: 'b', to: 'a' } })))).toEqual([
      'b -> a',
      'b -> c',
    ]);
    expect(refused(reconnect(workflow, { edge: { from: 'a', to: 'b' }, to: { from: 'c', to: 'b' } }))).toMatch(/^would_close_cycle/);
  });
});

describe('insertIntoEdge', () => {
  const task = { type: 'log.write' };

  it('puts a new task between, with the port on the first half', () => {
    const ported = graph('a:failed -> b', 'a -> b');
    const after = edited(insertIntoEdge(ported, { edge: { from: 'a', port: 'failed', to: 'b' }, insert: { id: 'n', task, at: [5, 5] } }));

    expect(drawNeeds(after)).toEqual(['a:failed -> n', 'n, a -> b']);
    expect(Object.keys(after.tasks)).toEqual(['a', 'n', 'b']);
    expect(after.layout?.tasks).toEqual({ n: [5, 5] });
  });

  it('puts a task that is there between, keeping its other edges', () => {
    expect(drawNeeds(edited(insertIntoEdge(workflow, { edge: { from: 'a', to: 'b' }, insert: { path: 'd' } })))).toEqual([
      'd -> b',
      'b -> c',
      'a -> d',
    ]);
  });

  it('refuses an edge that is gone, an end of the edge, and a cycle', () => {
    expect(refused(insertIntoEdge(workflow, { edge: { from: 'a', to: 'd' }, insert: { id: 'n', task } }))).toMatch(/^not_connected/);
    expect(refused(insertIntoEdge(workflow, { edge: { from: 'a', to: 'b' }, insert: { path: 'b' } }))).toMatch(/^self_need/);
    expect(refused(insertIntoEdge(workflow, { edge: { from: 'a', to: 'b' }, insert: { path: 'c' } }))).toMatch(/^would_close_cycle/);
    expect(refused(insertIntoEdge(workflow, { edge: { from: 'a', to: 'b' }, insert: { path: 'g.x' } }))).toMatch(/^crosses_group/);
  });
});
