import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

it('an engine that is killed 60 times under load keeps its promises', () => {
  const args = ['scripts/torture.mjs', '--kills', '60', '--least', '1800'];

  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const kept = { lost: 0, recordedTwice: 0, repeatedAttempts: 0, forgottenAttempts: 0, notEnded: 0 };
  expect(JSON.parse(stdout)).toMatchObject({ kills: 60, ...kept });
}, 240_000);
