// Runs one workflow on the bundled engine inside Electron's main process and prints the run as JSON.
// Arguments after `--`: the engine's bundle, the workflow's file, the data directory.
const { app } = require('electron');
const { readFileSync } = require('node:fs');
const { dirname } = require('node:path');

async function runWorkflow([bundle, file, dataDir]) {
  const { createEngine } = require(bundle);
  const engine = createEngine({ dataDir });
  await engine.start();
  const started = await engine.startRun({ workflow: { value: readFileSync(file, 'utf8'), folder: dirname(file) } });
  if (!started.ok) throw new Error(started.failure.message);
  const record = await engine.whenFinished(started.value.id);
  await engine.stop({ graceMs: 1000 });
  return { versions: { electron: process.versions.electron, node: process.versions.node }, record };
}

app
  .whenReady()
  .then(() => runWorkflow(process.argv.slice(process.argv.indexOf('--') + 1)))
  .then(
    (result) => {
      process.stdout.write(`RESULT ${JSON.stringify(result)}\n`, () => app.exit(0));
    },
    (error) => {
      process.stderr.write(`${error.stack}\n`, () => app.exit(1));
    },
  );
