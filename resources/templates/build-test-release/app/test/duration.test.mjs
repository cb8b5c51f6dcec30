import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDuration } from '../src/duration.mjs';

test('adds up the parts', () => assert.equal(parseDuration('1h30m'), 5_400_000));
test('tells minutes from milliseconds', () => assert.equal(parseDuration('5m5ms'), 300_005));
test('refuses what is no duration', () => assert.equal(parseDuration('soon'), null));
