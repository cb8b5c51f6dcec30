import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../engine/api/contract/shapes.ts';
import { createLogMerge } from './log-merge.ts';

const line = (text: string, at = 1): LogEntry => ({ at, level: 'info', task: 'a', attempt: 1, text });

describe('lines that are read and lines that arrive', () => {
  it('are shown once, the read ones first, and nothing before they were read', () => {
    const shown: LogEntry[] = [];
    const logs = createLogMerge((lines) => shown.push(...lines));
    logs.add(line('two'));
    logs.add(line('three'));
    expect(shown).toEqual([]);

    logs.begin([line('one'), line('two')]);
    logs.add(line('two'));

    expect(shown.map(({ text }) => text)).toEqual(['one', 'two', 'three', 'two']);
  });

  it('that are the same by chance are as many as there were', () => {
    const shown: LogEntry[] = [];
    const logs = createLogMerge((lines) => shown.push(...lines));
    for (const text of ['x', 'x', 'x']) logs.add(line(text));
    logs.begin([line('x'), line('x')]);
    expect(shown).toHaveLength(3);
  });
});
