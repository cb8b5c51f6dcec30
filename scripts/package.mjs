// `npm run package`: the desktop app for this system in release/: unpacked first, then each of its packages made of that. What a package
// needs is fetched by electron-builder; one that cannot be made here is named at the end, and the others are made.
//   npm run package                  all packages of this system
//   npm run package -- deb tar.gz    these
// Where downloads cannot be reached: MILLRACE_ELECTRON_DIST=<unpacked Electron> MILLRACE_ELECTRON_VERSION=<its version>; the system's own
// 7za and fpm are used then, and without fpm a Debian package is made with dpkg-deb.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import config from '../electron-builder.config.mjs';
import { makeDeb } from './deb.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const release = join(root, config.directories.output);
const builder = join(dirname(createRequire(import.meta.url).resolve('electron-builder/package.json')), 'cli.js');

const systems = {
  linux: { option: '--linux', targets: config.linux.target, unpacked: /^linux.*-unpacked$/ },
  darwin: { option: '--mac', targets: config.mac.target, unpacked: /^mac/ },
  win32: { option: '--win', targets: config.win.target, unpacked: /^win.*-unpacked$/ },
};
const system = systems[process.platform];
if (!system) {
  process.stderr.write(`There is no desktop app for ${process.platform}.\n`);
  process.exit(1);
}

/** What electron-builder would fetch otherwise. */
function ownTools() {
  if (!process.env.MILLRACE_ELECTRON_DIST) return {};
  const find = (name) => spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout?.trim() ?? '';
  const archiver = ['7za', '7zz', '7z'].map(find).find(Boolean);
  return { ...(archiver ? { ELECTRON_BUILDER_7ZIP_PATH: archiver } : {}), ...(find('fpm') ? { USE_SYSTEM_FPM: 'true' } : {}) };
}

// The highest level takes minutes for a few parts in a hundred.
const env = { ELECTRON_BUILDER_COMPRESSION_LEVEL: '5', ...ownTools(), ...process.env };

function run(args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env }).status ?? 1;
}

function make(target, more = []) {
  const args = [system.option, target, '--config', 'electron-builder.config.mjs', '--publish', 'never', ...more];
  return run([builder, ...args]);
}

const status = run([join(root, 'scripts/build.mjs')]) || make('dir');
if (status !== 0) process.exit(status);
const folder = readdirSync(release).find((name) => system.unpacked.test(name));
const unpacked = join(release, folder);
// The packages of macOS are made of the application itself.
const app = join(unpacked, 'Millrace.app');
const source = existsSync(app) ? app : unpacked;

/** Whether it was made. */
function makePackage(target) {
  if (target !== 'deb' || !process.env.MILLRACE_ELECTRON_DIST || env.USE_SYSTEM_FPM) return make(target, ['--prepackaged', source]) === 0;
  const { version, description } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const icon = join(root, 'resources/icons/icon.png');
  return makeDeb({ unpacked, release, icon, version, description, maintainer: `${config.linux.maintainer} <packages@millrace.invalid>` });
}

const wanted = process.argv.slice(2);
const refused = [];
for (const target of wanted.length > 0 ? wanted : system.targets) if (!(await makePackage(target))) refused.push(target);

const made = readdirSync(release).filter((name) => !name.endsWith('.yml'));
process.stdout.write(`\nIn ${config.directories.output}/: ${made.join(', ')}\n`);
if (refused.length > 0) process.stdout.write(`Not made: ${refused.join(', ')} (electron-builder says why above)\n`);
process.exitCode = refused.length > 0 ? 1 : 0;
