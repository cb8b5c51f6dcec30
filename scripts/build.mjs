// Bundles the engine: the command line as ES modules that load what a command needs when it needs it, and the whole engine as one
// CommonJS file for Electron's main process. Dependencies are bundled; Node's own modules are not.
//   node scripts/build.mjs                 both, into dist/
//   node scripts/build.mjs --cli <folder>  the command line alone, into that folder
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Node 18 is the oldest runtime: Electron 25 has it. */
function bundle({ outDir, input, output }) {
  return build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: { ssr: true, target: 'node18', outDir, emptyOutDir: true, minify: false, rolldownOptions: { input, output } },
  });
}

async function bundleCli(outDir) {
  const output = { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' };
  await bundle({ outDir, input: { millrace: 'engine/cli/main.ts' }, output });
  await chmod(join(root, outDir, 'millrace.js'), 0o755);
}

function bundleEngine(outDir) {
  const output = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' };
  return bundle({ outDir, input: { index: 'engine/host/engine.ts' }, output });
}

const [option, folder] = process.argv.slice(2);
if (option === '--cli' && folder) await bundleCli(folder);
else {
  await bundleCli('dist/cli');
  await bundleEngine('dist/engine');
}
