// `npm start`: opens Millrace in a window of its own where Electron and a display are there; otherwise says why in one line, and serves
// the same application to the browser. Arguments are passed on: `npm start -- --data-dir <folder>`.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const built = ['dist/cli/millrace.js', 'dist/electron/main.cjs', 'dist/renderer/index.html'];
const usualPort = 4400;

if (built.some((file) => !existsSync(join(root, file)))) {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit', cwd: root });
  if (status !== 0) process.exit(status ?? 1);
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** The path of Electron's binary, which its package fetches at the first start; or why there is none. */
function findElectron() {
  if (process.argv.includes('--browser')) return { reason: 'as asked for with --browser' };
  if (!hasDisplay()) return { reason: 'there is no display here' };
  try {
    const path = require('electron');
    return existsSync(path) ? { path } : { reason: `Electron is not at ${path}` };
  } catch {
    return { reason: "Electron's binary could not be fetched" };
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

function run(command, args) {
  const child = spawn(command, args, { stdio: 'inherit', cwd: root });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

const args = process.argv.slice(2).filter((argument) => argument !== '--browser');
const electron = findElectron();
if (electron.path) {
  // Chromium's sandbox refuses to work for root.
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  run(electron.path, [...sandbox, root, ...args]);
} else {
  process.stdout.write(`Millrace opens in the browser, because ${electron.reason}.\n`);
  const port = (await isFree(usualPort)) ? usualPort : 0;
  run(process.execPath, [join(root, 'dist/cli/millrace.js'), 'serve', '--open', '--port', String(port), ...args]);
}
