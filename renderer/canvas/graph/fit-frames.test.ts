import { describe, expect, it } from 'vitest';
import { groupOfTasks, step, workflowOf } from '../testing/show.ts';
import { fitFrames } from './fit-frames.ts';

const tasks = { g: groupOfTasks({ x: step(), y: step() }) };

describe('fitting a frame to its tasks', () => {
  it('moves the corner to a task that was dragged beyond it, and no task on the canvas', () => {
    const workflow = workflowOf(tasks, { g: [400, 200], 'g.x': [-100, 56], 'g.y': [24, 20] });

    expect(fitFrames(workflow, ['g']).layout?.tasks).toEqual({ g: [276, 164], 'g.x': [24, 92], 'g.y': [148, 56] });
  });

  it('leaves a frame alone that has room', () => {
    const workflow = workflowOf(tasks, { g: [400, 200], 'g.x': [24, 56], 'g.y': [300, 200] });

    expect(fitFrames(workflow, ['g', ''])).toBe(workflow);
  });
});
