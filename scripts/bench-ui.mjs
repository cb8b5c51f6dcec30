// `npm run bench:ui`: the figures of the window, in the browser and, where there is one, in Electron.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const playwright = join(root, 'node_modules/@playwright/test/cli.js');
const electron = process.env.ELECTRON_OVERRIDE_DIST_PATH;

function bench(project, wrapper = []) {
  const [command, ...args] = [
    ...wrapper,
    process.execPath,
    playwright,
    'test',
    '--config',
    'e2e/bench/playwright.config.ts',
    '--project',
    project,
  ];
  return spawnSync(command, [...args, ...process.argv.slice(2)], { stdio: 'inherit', cwd: root }).status ?? 1;
}

process.exitCode = bench('chromium');
if (electron && existsSync(join(electron, 'electron'))) {
  process.exitCode = bench('electron', ['xvfb-run', '-a', '-s', '-screen 0 1440x900x24']) || process.exitCode;
} else process.stdout.write('Not run: no Electron. Set ELECTRON_OVERRIDE_DIST_PATH to the folder of its binary.\n');
