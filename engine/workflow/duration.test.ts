import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';

describe('parseDuration', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5s', 1500],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    ['1h30m', 5_400_000],
    ['PT5M', 300_000],
    ['P1DT2H', 93_600_000],
    ['P2W', 1_209_600_000],
    ['PT0.5S', 500],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '5', 's', '5 m', '-5m', 'P', 'PT', 'P1Y', 'P1M', '1h-5m', 'PT5m', '5M', '٥s'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it('refuses what milliseconds cannot count exactly', () => {
    expect(parseDuration(`${'9'.repeat(30)}d`)).toBeNull();
  });

  it('reads any whole number of milliseconds back', () => {
    fc.assert(fc.property(fc.nat(), (ms) => parseDuration(`${ms}ms`) === ms));
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0ms'],
    [850, '850ms'],
    [1500, '1.5s'],
    [9960, '10s'],
    [12_400, '12s'],
    [90_000, '1m 30s'],
    [60_000, '1m'],
    [3_600_000, '1h'],
    [3_661_000, '1h 1m'],
    [187_200_000, '2d 4h'],
    [-1000, '-1s'],
  ])('writes %d as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
