// `npm start`: runs Millrace. Until it has windows of its own that is the command line: with arguments it does what they say, without it
// runs the first template and says what else there is.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = `${root}dist/cli/millrace.js`;
const template = 'resources/templates/weather-report/workflow.json';

if (!existsSync(command)) {
  const { status } = spawnSync(process.execPath, [`${root}scripts/build.mjs`], { stdio: 'inherit', cwd: root });
  if (status !== 0) process.exit(status ?? 1);
}

function millrace(args) {
  return spawnSync(process.execPath, [command, ...args], { stdio: 'inherit', cwd: root }).status ?? 1;
}

const args = process.argv.slice(2);
if (args.length > 0) process.exit(millrace(args));

process.stdout.write(`This version of Millrace has no window: it runs on the command line. Here is its first template, ${template}.\n\n`);
process.exitCode = millrace(['run', template]);
process.stdout.write(`
Next:
  npx millrace runs list                         what ran
  npx millrace tasks                             the task catalog
  npx millrace run resources/templates/<name>/workflow.json
  npx millrace --help
`);
