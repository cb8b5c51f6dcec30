import { describe, expect, it } from 'vitest';
import { catalog } from '../../document/catalog.ts';
import { shown, step, workflowOf } from '../testing/show.ts';
import { connectChoices } from './connect-choices.ts';

//  a ──► b      c
const workflow = workflowOf({ a: step(), b: step(['a']), c: step() }, { a: [0, 0], b: [280, 0], c: [0, 200] });
const choices = (path: string) => connectChoices(workflow, shown(workflow), path, catalog).map(({ id }) => id);

describe('what a task can be connected to', () => {
  it('is a new task from each port, and each task that would not close a cycle and is not connected so already', () => {
    expect(choices('a')).toEqual(['done>', 'done>c', 'failed>', 'failed>b', 'failed>c', 'finished>', 'finished>b', 'finished>c']);
    expect(choices('b')).not.toContain('done>a');
  });

  it('is nothing for a task that is gone', () => {
    expect(choices('gone')).toEqual([]);
  });
});
