// Bundles the engine: the command line as ES modules that load what a command needs when it needs it, and the whole engine as one
// CommonJS file for Electron's main process. Dependencies are bundled; Node's own modules are not.
import { chmod, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Everything both bundles share. Node 18 is the oldest runtime: Electron 25 has it. */
function bundle({ outDir, input, output }) {
  return build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node18',
      outDir,
      emptyOutDir: true,
      minify: false,
      sourcemap: false,
      rolldownOptions: { input, output },
    },
  });
}

await rm(`${root}dist/cli`, { recursive: true, force: true });
await bundle({
  outDir: 'dist/cli',
  input: { millrace: 'engine/cli/main.ts' },
  output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
});
await chmod(`${root}dist/cli/millrace.js`, 0o755);

await bundle({
  outDir: 'dist/engine',
  input: { index: 'engine/host/engine.ts' },
  output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
});
