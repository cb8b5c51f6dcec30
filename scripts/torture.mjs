// Kills the engine again and again under load, and counts what it had promised and did not keep: `npm run torture`, with
// `-- --kills <n>` (1,000), `--seed <n>`, `--least <n>` (fewer acknowledgements than this fail). Prints the counts as JSON.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

await build({
  configFile: false,
  root,
  logLevel: 'warn',
  publicDir: false,
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node18',
    outDir: 'dist/torture',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: { main: 'scripts/torture/main.ts', victim: 'scripts/torture/victim.ts' },
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
});

spawn(process.execPath, [`${root}dist/torture/main.js`, ...process.argv.slice(2)], { stdio: 'inherit', cwd: root }).on('exit', (code) => {
  process.exitCode = code ?? 1;
});
