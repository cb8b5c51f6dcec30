import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

function torture(...args: readonly string[]): object {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/torture.mjs', ...args], { cwd: root, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

it('an engine that is killed 60 times under load keeps its promises', () => {
  const kept = { lost: 0, recordedTwice: 0, repeatedAttempts: 0, forgottenAttempts: 0, notEnded: 0 };
  expect(torture('kills', '--kills', '60', '--least', '1800')).toMatchObject({ kills: 60, ...kept });
}, 240_000);

it('one data directory has one owner in 60 races of two engines, kills and stops of them included', () => {
  const kept = { noOwner: 0, twoOwners: 0, notNamed: 0, torn: 0, lost: 0, miscounted: 0 };
  expect(torture('races', '--races', '60')).toMatchObject({ won: 60, ...kept });
}, 240_000);
