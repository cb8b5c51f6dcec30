import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../engine/api/contract/shapes.ts';
import { LogLines, mostLogs } from './log-lines.ts';

const line = (text: string, at = 1): LogEntry => ({ at, level: 'info', task: 'a', attempt: 1, text });
const lines = (...texts: string[]) => texts.map((text) => line(text));
const shown = (logs: LogLines) => logs.newest().map(({ text }) => text);

describe('lines that are read and lines that arrive', () => {
  it('are shown once, the read ones first', () => {
    const logs = new LogLines();
    logs.readOn(lines('one', 'two'), 20, lines('two', 'three'));
    logs.arrive(line('two'));

    expect(shown(logs)).toEqual(['one', 'two', 'three', 'two']);
    expect(logs.offset).toBe(20);
  });

  it('that are the same by chance are as many as there were', () => {
    const logs = new LogLines();
    logs.readOn(lines('x', 'x'), 2, lines('x', 'x', 'x'));
    expect(shown(logs)).toEqual(['x', 'x', 'x']);
  });

  it('are whole again when some did not arrive, and reading goes on where it ended', () => {
    const logs = new LogLines();
    logs.readOn(lines('1', '2'), 2, []);
    logs.arrive(line('3'));
    logs.readOn(lines('3', '4', '5'), 5, lines('5', '6'));
    expect(shown(logs)).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  it('are the newest, and the same array until there are others', () => {
    const logs = new LogLines();
    const many = Array.from({ length: mostLogs }, (_, at) => line('', at));
    logs.readOn(many, mostLogs, []);
    expect(logs.newest()).toBe(logs.newest());
    for (let at = mostLogs; at < 4 * mostLogs; at += 1) logs.arrive(line('', at));
    expect(logs.newest().map(({ at }) => at)).toEqual(Array.from({ length: mostLogs }, (_, index) => 3 * mostLogs + index));
  });
});
