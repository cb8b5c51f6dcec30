// Bundles everything into dist/: the command line as ES modules that load what a command needs when it needs it, the engine as one
// CommonJS file, Electron's main process and its preload script, and the window. Dependencies are bundled; Node's own modules are not.
//   node scripts/build.mjs                 all of it
//   node scripts/build.mjs --cli <folder>  the command line alone, into that folder
//   node scripts/build.mjs --watch         all but the window, again after every change (`npm run dev` serves the window itself)
import { chmod } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const isWatching = process.argv.includes('--watch');
const root = fileURLToPath(new URL('..', import.meta.url));

/** Node 18 is the oldest runtime: Electron 25 has it. One flat folder, because code finds the script worker beside itself. */
function bundle({ outDir, input, output, isFirst, plugins = [], external = [] }) {
  const options = {
    ssr: true,
    target: 'node18',
    outDir,
    emptyOutDir: isFirst,
    minify: false,
    rolldownOptions: { input, output, external, preserveEntrySignatures: 'strict' },
    ...(isWatching ? { watch: {} } : {}),
  };
  return build({
    configFile: false,
    root,
    logLevel: isWatching ? 'info' : 'warn',
    publicDir: false,
    ssr: { noExternal: true, external, target: 'node' },
    plugins,
    build: options,
  });
}

async function bundleCli(outDir) {
  const output = { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' };
  const executable = { name: 'executable', writeBundle: () => chmod(resolve(root, outDir, 'millrace.js'), 0o755) };
  await bundle({ outDir, input: { millrace: 'engine/cli/main.ts' }, output, isFirst: true, plugins: [executable] });
  await bundleWorker(outDir);
}

async function bundleEngine(outDir) {
  const output = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' };
  await bundle({ outDir, input: { index: 'engine/host/engine.ts' }, output, isFirst: true });
  await bundleWorker(outDir);
}

/** A thread starts it by its path: it is an entry of its own, with all it needs inside. */
function bundleWorker(outDir) {
  const input = { 'script-worker': 'engine/adapters/script-worker.mjs' };
  return bundle({ outDir, input, output: { format: 'es', entryFileNames: '[name].mjs', codeSplitting: false }, isFirst: false });
}

async function bundleElectron() {
  const output = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' };
  const external = ['electron'];
  await bundle({ outDir: 'dist/electron', input: { main: 'electron/main.ts' }, output, external, isFirst: true });
  await bundle({ outDir: 'dist/electron', input: { preload: 'electron/preload/preload.ts' }, output, external, isFirst: false });
  await bundleWorker('dist/electron');
}

/** What a window or a browser shows. */
function bundleRenderer() {
  return build({ configFile: resolve(root, 'renderer/vite.config.ts'), logLevel: 'warn' });
}

const [option, folder] = process.argv.slice(2);
if (option === '--cli' && folder) await bundleCli(folder);
else {
  await bundleCli('dist/cli');
  await bundleEngine('dist/engine');
  await bundleElectron();
  if (!isWatching) await bundleRenderer();
}
