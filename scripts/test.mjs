// `npm test`: the unit, property and process tests with coverage of the pure core, then what a person does in a browser, and the same in
// a real Electron where there is one.
// What this machine lacks is left out by name and said plainly at the end.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
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
  notRun.push(
    'no recorded workflows: set MILLRACE_CORPORA to a folder that holds wfinstances/oracle.json (engine/cli/corpus.test.ts, e2e/specs/corpus.spec.ts)',
  );
}

if (!has('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'])) {
  notRun.push('no right to mount a file system: nothing was tried on a disk that is really full (engine/host/full-disk.test.ts)');
}

let status = run(['--coverage', ...excluded, ...process.argv.slice(2)]);

/** A Chromium of the system, or the one that Playwright has or fetches. */
function findChromium() {
  if (process.env.MILLRACE_CHROMIUM || ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].some(existsSync))
    return true;
  const { chromium } = createRequire(import.meta.url)('@playwright/test');
  if (existsSync(chromium.executablePath())) return true;
  const fetched = spawnSync(process.execPath, [playwright, 'install', 'chromium'], { stdio: 'inherit', cwd: root });
  return fetched.status === 0;
}

function runSpecs(project, wrapper = []) {
  const [command, ...args] = [
    ...wrapper,
    process.execPath,
    playwright,
    'test',
    '--config',
    'e2e/playwright.config.ts',
    '--project',
    project,
  ];
  return spawnSync(command, args, { stdio: 'inherit', cwd: root }).status ?? 1;
}

const playwright = join(root, 'node_modules/@playwright/test/cli.js');
const isWhole = process.argv.length === 2;
if (isWhole) {
  if (findChromium()) status = runSpecs('chromium') || status;
  else notRun.push('no Chromium, and none could be fetched: install one, or name it in MILLRACE_CHROMIUM (e2e/specs in the browser)');

  const electron = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!electron || !existsSync(join(electron, 'electron'))) {
    notRun.push('no Electron: set ELECTRON_OVERRIDE_DIST_PATH to the folder of its binary (e2e/specs in the desktop window)');
  } else if (!has('sh', ['-c', 'command -v xvfb-run'])) {
    notRun.push('no xvfb-run for Electron without a display (e2e/specs in the desktop window)');
  } else {
    status = run(['--config', 'vitest.e2e.config.ts']) || status;
    if (!process.env.MILLRACE_PACKAGED) {
      notRun.push('no packaged application: make one with `npm run package`, and name its binary in MILLRACE_PACKAGED (packaged.spec.ts)');
    }
    status = runSpecs('electron', ['xvfb-run', '-a', '-s', '-noreset -screen 0 1440x900x24']) || status;
  }
}

for (const reason of notRun) process.stdout.write(`Not run: ${reason}\n`);
process.exitCode = status;
