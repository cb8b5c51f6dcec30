import { expect, it } from 'vitest';
import { filterLogs } from './filter-logs.ts';

const line = (task: string, level: 'debug' | 'info' | 'warn' | 'error', text: string) => ({ at: 0, task, level, text, attempt: 1 });
const lines = [line('a', 'info', 'Hello'), line('g', 'warn', 'slow'), line('g[3].b', 'error', 'broken'), line('gate', 'debug', 'hello')];
const texts = (query: Parameters<typeof filterLogs>[1]) => filterLogs(lines, query).map(({ text }) => text);

it('keeps the lines of a level and above, with a text in them, of tasks and what is inside them', () => {
  expect(texts({ text: '', level: 'debug', tasks: [] })).toHaveLength(4);
  expect(texts({ text: 'hello', level: 'info', tasks: [] })).toEqual(['Hello']);
  expect(texts({ text: '', level: 'debug', tasks: ['g'] })).toEqual(['slow', 'broken']);
  expect(texts({ text: '', level: 'error', tasks: ['a'] })).toEqual([]);
});
