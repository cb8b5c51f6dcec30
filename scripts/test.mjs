// `npm test`: the unit, property and process tests with coverage of the pure core, then the tests in a real Electron where there is one.
// What this machine lacks is left out by name and said plainly at the end.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const notRun = [];

function has(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function leaveOutWithout(command, args, { tests, why }) {
  if (has(command, args)) return [];
  notRun.push(`${why} (${tests.join(', ')})`);
  return tests.flatMap((pattern) => ['--exclude', pattern]);
}

function run(args) {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args], {
    stdio: 'inherit',
    cwd: root,
  });
  return status ?? 1;
}

const excluded = [
  ...leaveOutWithout('python3', ['--version'], { tests: ['engine/tasks/script-python/**'], why: 'no python3 on this machine' }),
  ...leaveOutWithout('openssl', ['version'], {
    tests: ['engine/tasks/http-request/connection.test.ts', 'engine/tasks/notify-email/execute.test.ts'],
    why: 'no openssl on this machine',
  }),
];
if (!process.env.MILLRACE_CORPORA) {
  notRun.push('no recorded workflows: set MILLRACE_CORPORA to a folder that holds wfinstances/oracle.json (engine/cli/corpus.test.ts)');
}

if (!has('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'])) {
  notRun.push('no right to mount a file system: nothing was tried on a disk that is really full (engine/host/full-disk.test.ts)');
}

let status = run(['--coverage', ...excluded, ...process.argv.slice(2)]);

const electron = process.env.ELECTRON_OVERRIDE_DIST_PATH;
if (!electron || !existsSync(join(electron, 'electron'))) {
  notRun.push('no Electron: set ELECTRON_OVERRIDE_DIST_PATH to the folder of its binary (e2e/specs/engine-in-electron)');
} else if (!has('sh', ['-c', 'command -v xvfb-run'])) {
  notRun.push('no xvfb-run for Electron without a display (e2e/specs/engine-in-electron)');
} else {
  status = run(['--config', 'vitest.e2e.config.ts']) || status;
}

for (const reason of notRun) process.stdout.write(`Not run: ${reason}\n`);
process.exitCode = status;
