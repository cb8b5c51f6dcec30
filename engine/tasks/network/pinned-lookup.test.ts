import { describe, expect, it } from 'vitest';
import { pinnedLookup } from './pinned-lookup.ts';

const both = [
  { address: '2001:db8::1', family: 6 },
  { address: '192.0.2.1', family: 4 },
] as const;

function ask(options: object): unknown[] {
  let answer: unknown[] = [];
  pinnedLookup(both)('name.test', options, (...args) => {
    answer = args;
  });
  return answer;
}

describe('pinnedLookup', () => {
  it('answers with the checked addresses, as they are asked for', () => {
    expect(ask({ all: true })).toEqual([null, [...both]]);
    expect(ask({})).toEqual([null, '2001:db8::1', 6]);
    expect(ask({ family: 4 })).toEqual([null, '192.0.2.1', 4]);
    expect(ask({ family: 'IPv4', all: true })).toEqual([null, [both[1]]]);
    expect(ask({ family: 0 })).toEqual([null, '2001:db8::1', 6]);
  });

  it('fails when no address is of the family', () => {
    let failure: Error | null = null;
    pinnedLookup([both[0]])('name.test', { family: 4 }, (error) => {
      failure = error;
    });

    expect(failure).toMatchObject({ code: 'ENETUNREACH' });
  });
});
