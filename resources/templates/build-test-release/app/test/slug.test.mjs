import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slugOf } from '../src/slug.mjs';

test('drops accents and punctuation', () => assert.equal(slugOf('Crème brûlée, 2 pieces'), 'creme-brulee-2-pieces'));
test('has no dash at its ends', () => assert.equal(slugOf(' (new!) '), 'new'));
