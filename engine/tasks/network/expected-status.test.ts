import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from './expected-status.ts';

const now = Date.parse('2026-01-01T00:00:00Z');

describe('parseRetryAfter', () => {
  it.each([
    ['0', 0],
    [' 120 ', 120_000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    [null, null],
  ])('reads %j as %j', (text, expected) => {
    expect(parseRetryAfter(text, now)).toBe(expected);
  });
});
