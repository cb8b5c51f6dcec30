import { expect, it } from 'vitest';
import { optionOf } from './command-line.ts';

it.each([
  [['--data-dir', '/a b'], '/a b'],
  [['x', '--data-dir=/a=b', 'y'], '/a=b'],
  [['--data-dir', '/a', '--data-dir=/b'], '/b'],
  [['--data-dir'], undefined],
  [['--data-dir='], undefined],
  [['--data-directory=/a', 'data-dir'], undefined],
] as const)('finds the value in %j', (args, value) => {
  expect(optionOf(args, 'data-dir')).toBe(value);
});
