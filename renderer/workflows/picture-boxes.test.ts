import { describe, expect, it } from 'vitest';
import { pictureBoxes } from './picture-boxes.ts';

describe('the small picture of a workflow', () => {
  /*
   *  a ─► b ─► d
   *   └─► c ──╯     c:failed ─► e
   */
  it('puts tasks into columns by their depth, and marks ways that begin with a failure', () => {
    const { boxes, lines, columns, rows } = pictureBoxes({
      format: 1,
      id: 'w',
      tasks: {
        a: { type: 'data.set' },
        b: { type: 'http.request', needs: ['a'] },
        c: { type: 'group', needs: ['a'], tasks: {} },
        d: { type: 'log.write', needs: ['b', 'c'] },
        e: { type: 'unknown', needs: ['c:failed', 'absent'] },
      },
    });

    expect(boxes.map(({ id, x }) => [id, x])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 1],
      ['d', 2],
      ['e', 2],
    ]);
    expect(boxes.map(({ category }) => category)).toEqual(['data', 'network', 'group', expect.any(String), 'script']);
    expect(lines.filter(({ isFailed }) => isFailed).map(({ id }) => id)).toEqual(['c:failed>e']);
    expect([columns, rows, lines.length]).toEqual([3, 2, 5]);
  });

  it('draws tasks that wait for each other, and nothing at all', () => {
    const tasks = { a: { type: 'data.set', needs: ['b'] }, b: { type: 'data.set', needs: ['a'] } };

    expect(pictureBoxes({ format: 1, id: 'w', tasks }).boxes).toHaveLength(2);
    expect(pictureBoxes({ format: 1, id: 'w', tasks: {} })).toMatchObject({ boxes: [], lines: [], rows: 1 });
  });
});
