import { expect, it } from 'vitest';
import { codeParts } from './inline-code.ts';

it('finds code in backticks', () => {
  expect(codeParts('Give this or `until`.')).toEqual([
    { text: 'Give this or ', isCode: false },
    { text: 'until', isCode: true },
    { text: '.', isCode: false },
  ]);
  expect(codeParts('a ` b')).toEqual([{ text: 'a ` b', isCode: false }]);
});
