import { describe, expect, it } from 'vitest';
import type { Problem } from '../workflow/problem.ts';
import { countText, problemLines } from './problem-text.ts';
import { plainStyle } from './terminal/style.ts';

const at = (line: number, column: number, offset: number, length: number) => ({
  start: { line, column, offset },
  end: { line, column: column + length, offset: offset + length },
});
const problem: Problem = { code: 'unknown_need', severity: 'error', path: ['tasks', 'a'], message: 'Task `a` needs `b`.' };

describe('problemLines', () => {
  it('shows place, message, code, the line with a caret, and the fix', () => {
    const source = '{\n\t"needs": ["stroe"]\r\n}';
    const range = at(2, 12, source.indexOf('"stroe"'), 7);
    const fix = { title: 'Change to "store"', action: 'replace', path: ['tasks'], value: 'store' } as const;

    const lines = problemLines({ ...problem, range, fix }, { file: 'x.json', source }, plainStyle);

    expect(lines).toEqual([
      'x.json:2:12 error Task `a` needs `b`. (unknown_need)',
      '  2 │   "needs": ["stroe"]',
      '    │             ^^^^^^^',
      '  fix: Change to "store"',
    ]);
  });

  it('shows the part that matters of a very long line', () => {
    const source = `{"a":${'1'.repeat(4000)},"b":2}`;
    const offset = source.indexOf('"b"');

    const [, line, caret] = problemLines({ ...problem, range: at(1, offset + 1, offset, 3) }, { file: 'x.json', source }, plainStyle);

    expect(line?.length).toBeLessThan(140);
    expect(line?.slice(caret?.indexOf('^'))).toMatch(/^"b"/);
  });

  it('takes control characters out of messages and source', () => {
    const source = '"\u001B[2J"';
    const lines = problemLines({ ...problem, message: 'x\u001B[2Jy', range: at(1, 1, 0, 6) }, { file: 'x', source }, plainStyle);

    expect(lines.join('\n')).not.toContain('\u001B');
  });

  it('names just the file when there is no place in it', () => {
    expect(problemLines(problem, { file: 'x.json', source: null }, plainStyle)).toEqual([
      'x.json error Task `a` needs `b`. (unknown_need)',
    ]);
  });
});

describe('countText', () => {
  it('counts errors and warnings', () => {
    const warning: Problem = { ...problem, severity: 'warning' };

    expect([countText([]), countText([problem]), countText([problem, problem, warning])]).toEqual(['', '1 error', '2 errors, 1 warning']);
  });
});
