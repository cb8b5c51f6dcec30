import { describe, expect, it } from 'vitest';
import { step, workflowOf } from '../testing/show.ts';
import { cardSize } from './card.ts';
import { makeRoom } from './make-room.ts';

//  a ──► b ──► c      beside: d
const tasks = { a: step(), b: step(['a']), c: step(['b']), d: step() };
const edge = { from: 'a', to: 'b' };

describe('making room in an edge', () => {
  it('moves what follows, and nothing else', () => {
    const room = makeRoom(workflowOf(tasks, { a: [0, 0], b: [280, 0], c: [560, 0], d: [280, 200] }), edge, cardSize, 'right');

    expect(room?.at).toEqual({ x: 280, y: 0 });
    expect(room?.workflow.layout?.tasks).toEqual({ a: [0, 0], b: [560, 0], c: [840, 0], d: [280, 200] });
  });

  it('moves nothing where there is room', () => {
    const workflow = workflowOf(tasks, { a: [0, 0], b: [1000, 0], c: [1280, 0] });

    expect(makeRoom(workflow, edge, cardSize, 'right')).toEqual({ workflow, at: { x: 500, y: 0 } });
  });

  it('does nothing where a place is missing', () => {
    expect(makeRoom(workflowOf(tasks, { a: [0, 0] }), edge, cardSize, 'right')).toBeNull();
  });
});
