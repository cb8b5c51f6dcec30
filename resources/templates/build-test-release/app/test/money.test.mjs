import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCents, splitCents } from '../src/money.mjs';

test('loses no cent', () => assert.deepEqual(splitCents(1000, 3), [334, 333, 333]));
test('splits refunds, too', () => assert.deepEqual(splitCents(-100, 3), [-34, -33, -33]));
test('groups thousands', () => assert.equal(formatCents(-123_456_789), '-1,234,567.89'));
