import { expect, it } from 'vitest';
import { admit } from './admission.ts';

const active = [
  { id: 'b', startedAt: 20 },
  { id: 'a', startedAt: 10 },
];

it('starts without a limit, and below it', () => {
  expect(admit(undefined, active)).toEqual({ type: 'start' });
  expect(admit({ limit: 3 }, active)).toEqual({ type: 'start' });
});

it('at the limit queues, refuses, or takes the place of the oldest', () => {
  expect(admit({ limit: 2 }, active)).toEqual({ type: 'queue' });
  expect(admit({ limit: 2, overflow: 'queue' }, active)).toEqual({ type: 'queue' });
  expect(admit({ limit: 2, overflow: 'skip' }, active)).toEqual({
    type: 'refuse',
    message: '2 of at most 2 runs of this workflow are under way',
  });
  expect(admit({ limit: 2, overflow: 'cancelOldest' }, active)).toEqual({ type: 'replace', cancel: 'a' });
});
