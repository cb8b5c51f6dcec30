import { expect, it } from 'vitest';
import { rankEntries } from './rank-entries.ts';

const entries = ['Save', 'Save all', 'Zoom to fit', 'Undo: Move 3 tasks', 'Group', 'Snap to grid'].map((label) => ({
  id: label,
  label,
  icon: 'command',
  group: label === 'Zoom to fit' ? 'View' : 'Edit',
  shortcut: null,
  choose: () => {},
}));
const found = (query: string) => rankEntries(entries, query).map(({ label }) => label);

it('finds entries by starts of words first, then by anything, then by letters in order', () => {
  expect(found('')).toHaveLength(6);
  expect(found('sa')).toEqual(['Save', 'Save all', 'Snap to grid']);
  expect(found('fit')).toEqual(['Zoom to fit']);
  expect(found('move')).toEqual(['Undo: Move 3 tasks']);
  expect(found('grp')).toEqual(['Group']);
  expect(found('view')).toEqual(['Zoom to fit']);
  expect(found('saall')).toEqual(['Save all']);
  expect(found('snp gr')).toEqual(['Snap to grid']);
  // The letters are there, but begin no word.
  expect(found('ofi')).toEqual([]);
  expect(found('qqq')).toEqual([]);
});
