import { describe, expect, it } from 'vitest';
import { descendants } from './kill-descendants.ts';

const entry = (pid: number, parent: number, session: number) => ({ pid, parent, session, group: session, startedAt: '' });

describe('descendants', () => {
  it('finds children, grandchildren, and orphans in the sessions of children, and nobody else', () => {
    //  1 -> 10 (the engine, in the shell's session 5) -> 20 (session 20) -> 21
    //                                                 -> 30 (session 5)
    //  1 -> 22 (orphan, session 20)
    //  1 -> 11 (the other end of a pipe, session 5)
    const table = [entry(10, 1, 5), entry(20, 10, 20), entry(21, 20, 20), entry(30, 10, 5), entry(22, 1, 20), entry(11, 1, 5)];

    const pids = descendants(table, 10).map(({ pid }) => pid);

    expect(pids.sort()).toEqual([20, 21, 22, 30]);
  });
});
