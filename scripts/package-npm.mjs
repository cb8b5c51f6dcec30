// `npm run package:npm`: an installable archive of the command line and the engine in release/. Everything is bundled, so the package has
// no dependencies of its own.
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const release = `${root}release`;
const staging = `${release}/millrace`;

function run(command, args, cwd) {
  const { status, stdout } = spawnSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
  return stdout.trim();
}

run(process.execPath, [`${root}scripts/build.mjs`], root);
await rm(staging, { recursive: true, force: true });
await mkdir(staging, { recursive: true });
for (const part of ['dist/cli', 'dist/engine', 'resources', 'README.md', 'LICENSE', 'CHANGELOG.md']) {
  await cp(`${root}${part}`, `${staging}/${part}`, { recursive: true, filter: (source) => !source.endsWith('/out') });
}
const { name, version, description, license, type, engines, bin } = JSON.parse(await readFile(`${root}package.json`, 'utf8'));
await writeFile(`${staging}/package.json`, `${JSON.stringify({ name, version, description, license, type, engines, bin }, null, 2)}\n`);
const archive = run('npm', ['pack', '--silent', '--pack-destination', release], staging);
await rm(staging, { recursive: true });
process.stdout.write(`release/${archive}: install it with \`npm install --global release/${archive}\`\n`);
